"""Addresses of the questions that customers raised."""

from django.urls import path

from cheyuan.base.lists.routes import routes
from cheyuan.engage.surveys.views import questions

app_name = "questions"
urlpatterns = [
    *routes("questions"),
    path("<int:question_id>", questions.page, name="page"),
    path("<int:question_id>/sheet", questions.sheet, name="sheet"),
]
