"""Addresses of the frame itself."""

from django.urls import path

from cheyuan.base.ui import views

app_name = "ui"
urlpatterns = [
    path("gallery", views.gallery, name="gallery"),
    path("frame/jobs", views.jobs, name="jobs"),
]
