"""Addresses of background work."""

from django.urls import path

from cheyuan.base.jobs import views

app_name = "jobs"
urlpatterns = [
    path("work", views.works, name="list"),
    path("work/<int:work_id>", views.one, name="one"),
    path("work/<int:work_id>/cancel", views.cancel, name="cancel"),
]
