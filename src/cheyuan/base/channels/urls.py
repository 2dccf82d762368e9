"""Addresses of messages."""

from django.urls import include, path

from cheyuan.base.channels import views
from cheyuan.base.lists.routes import routes

app_name = "channels"
rooms = [
    *routes("messages"),
    path("<int:message_id>", views.page, name="page"),
    path("<int:message_id>/sheet", views.sheet, name="sheet"),
    path("<int:message_id>/withdraw", views.withdraw, name="withdraw"),
    path("<int:message_id>/replay", views.replay, name="replay"),
    path("<int:message_id>/give-up", views.give_up, name="give_up"),
]
urlpatterns = [path("messages/", include(rooms))]
