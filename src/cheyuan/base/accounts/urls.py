"""Addresses of the way in, one's own account and the people of the group."""

from django.urls import path

from cheyuan.base.accounts.views import choices, entrance

app_name = "accounts"
urlpatterns = [
    path("login", entrance.log_in, name="login"),
    path("logout", entrance.log_out, name="logout"),
    path("store", choices.choose_store, name="store"),
    path("language", choices.choose_language, name="language"),
]
