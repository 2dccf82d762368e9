"""Addresses of the greeting calendar, of what went out, and of weather events."""

from typing import Any

from django.urls import include, path

from cheyuan.base.lists.routes import routes
from cheyuan.engage.greetings.views import calendar, entry, waves, weather

greetings: list[Any] = [
    path("", calendar.page, name="calendar"),
    path("new", entry.new, name="new"),
    path("preview", entry.preview_new, name="preview_new"),
    path("entries/<slug:entry>", entry.page, name="entry"),
    path("entries/<slug:entry>/preview", entry.preview, name="preview"),
    path("entries/<slug:entry>/switch", calendar.switch, name="switch"),
    path("sent/", include(routes("waves"))),
    path("sent/<int:wave_id>", waves.page, name="page"),
    path("sent/<int:wave_id>/sheet", waves.sheet, name="sheet"),
    path("sent/<int:wave_id>/stop", waves.stop, name="stop"),
]
events: list[Any] = [
    *routes("weather_events"),
    path("new", weather.new, name="new"),
    path("upload", weather.upload, name="upload"),
    path("example.csv", weather.example, name="example"),
    path("<int:event_id>", weather.page, name="page"),
    path("<int:event_id>/sheet", weather.sheet, name="sheet"),
    path("<int:event_id>/cancel", weather.cancel, name="cancel"),
]
urlpatterns = [
    path("greetings/", include((greetings, "greetings"))),
    path("weather/", include((events, "weather"))),
]
