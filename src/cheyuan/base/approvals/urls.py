"""Addresses of approvals."""

from django.urls import include, path

from cheyuan.base.approvals import views
from cheyuan.base.lists.routes import routes

app_name = "approvals"
rooms = [
    *routes("approvals"),
    path("<int:approval_id>", views.page, name="page"),
    path("<int:approval_id>/sheet", views.sheet, name="sheet"),
    path("<int:approval_id>/decide", views.decide, name="decide"),
    path("<int:approval_id>/withdraw", views.withdraw, name="withdraw"),
]
urlpatterns = [path("approvals/", include(rooms))]
