"""Addresses that belong to no single list."""

from django.urls import path

from cheyuan.base.lists import views

app_name = "lists"
urlpatterns = [path("exports/<str:token>", views.file, name="file")]
