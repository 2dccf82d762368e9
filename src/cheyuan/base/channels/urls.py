"""Addresses of messages."""

from django.urls import path

from cheyuan.base.channels import views

app_name = "channels"
urlpatterns = [
    path("messages", views.messages, name="list"),
    path("messages/<int:message_id>", views.message, name="one"),
]
