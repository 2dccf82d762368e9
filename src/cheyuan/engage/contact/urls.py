"""Addresses of the contact centre."""

app_name = "contact"
urlpatterns: list[object] = []
