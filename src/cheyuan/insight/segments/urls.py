"""Addresses of segments."""

from django.urls import path

from cheyuan.insight.segments.views import building, looking

app_name = "segments"
urlpatterns = [
    path("", looking.segments, name="list"),
    path("new", building.new, name="new"),
    path("shape", building.reshape, name="shape"),
    path("live", building.live, name="live"),
    path("count", looking.count, name="count"),
    path("<slug:code>", looking.segment, name="page"),
    path("<slug:code>/edit", building.edit, name="edit"),
    path("<slug:code>/archive", building.archive, name="archive"),
    path("<slug:code>/restore", building.restore, name="restore"),
]
