"""Addresses of the list of people and of one person."""

from django.urls import path

from cheyuan.base.accounts.views import people
from cheyuan.base.lists.routes import routes

app_name = "people"
urlpatterns = [
    *routes("people"),
    path("new", people.add_person, name="new"),
    path("<int:account_id>", people.one_person, name="page"),
    path("<int:account_id>/sheet", people.sheet, name="sheet"),
]
