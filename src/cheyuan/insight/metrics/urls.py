"""Addresses of the dictionary."""

from django.urls import include, path

from cheyuan.insight.metrics.views import dictionary, metric

app_name = "metrics"
rooms = [
    path("", dictionary.page, name="dictionary"),
    path("export", dictionary.export, name="export_all"),
    path("refresh", dictionary.refresh, name="refresh"),
    path("<slug:code>", metric.page, name="metric"),
    path("<slug:code>/rows", metric.found, name="rows"),
    path("<slug:code>/export", metric.export, name="export"),
]
urlpatterns = [path("metrics/", include(rooms))]
