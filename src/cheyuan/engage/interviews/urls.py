"""Addresses of interviews."""

from django.urls import path

from cheyuan.engage.interviews import views

app_name = "interviews"
urlpatterns = [
    path("interviews/", views.scores, name="scores"),
    path("interviews/<int:interview_id>", views.page, name="page"),
]
