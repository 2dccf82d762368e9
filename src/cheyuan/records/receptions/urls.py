"""Addresses of the visitor book."""

from django.urls import path

from cheyuan.base.lists.routes import routes
from cheyuan.records.receptions import views

app_name = "receptions"
urlpatterns = [
    *routes("receptions"),
    path("new", views.new, name="new"),
    path("people", views.people, name="people"),
    path("<int:reception_id>", views.page, name="page"),
    path("<int:reception_id>/sheet", views.sheet, name="sheet"),
    path("<int:reception_id>/leave", views.leave, name="leave"),
    path("<int:reception_id>/stay", views.stay, name="stay"),
    path("<int:reception_id>/undo", views.undo, name="undo"),
    path("<int:reception_id>/restore", views.restore, name="restore"),
]
