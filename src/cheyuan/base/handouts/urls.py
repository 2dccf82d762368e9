"""Addresses of exports with phones."""

from django.urls import include, path

from cheyuan.base.handouts import views

app_name = "handouts"
rooms = [
    path("ask/<slug:name>", views.ask, name="ask"),
    path("<int:handout_id>", views.page, name="page"),
    path("<int:handout_id>/file", views.file, name="file"),
]
urlpatterns = [path("exports/", include(rooms))]
