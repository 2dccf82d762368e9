"""Addresses of the policies."""

from django.urls import path

from cheyuan.base.policies import views

app_name = "policies"
urlpatterns = [
    path("settings/policies", views.policies, name="list"),
    path("settings/policies/<str:key>", views.one, name="one"),
]
