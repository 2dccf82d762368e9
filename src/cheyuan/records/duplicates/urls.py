"""Addresses of duplicates."""

from django.urls import path

from cheyuan.base.lists.routes import routes
from cheyuan.records.duplicates import views

app_name = "duplicates"
urlpatterns = [
    *routes("duplicates"),
    path("look", views.look, name="look"),
    path("<int:pair_id>", views.page, name="page"),
    path("<int:pair_id>/sheet", views.sheet, name="sheet"),
    path("<int:pair_id>/merge", views.merge, name="merge"),
    path("<int:pair_id>/different", views.different, name="different"),
    path("merges/<int:merge_id>", views.merged, name="merged"),
    path("merges/<int:merge_id>/undo", views.undo, name="undo"),
]
