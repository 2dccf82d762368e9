"""Addresses of the members' list."""

from django.urls import path

from cheyuan.base.lists.routes import routes
from cheyuan.insight.segments.views import looking

app_name = "segment_members"
urlpatterns = [
    *routes("segment_members"),
    path("<int:membership_id>", looking.member, name="page"),
    path("<int:membership_id>/sheet", looking.member_sheet, name="sheet"),
]
