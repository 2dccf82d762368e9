"""Addresses of the search."""

from django.urls import path

from cheyuan.faces.desk import today, views

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("search", views.search, name="search"),
    path("go", views.go, name="go"),
    path("go/<slug:kind>/<int:id>", views.record, name="record"),
]
