"""Addresses of messages."""

from django.urls import include, path

from cheyuan.base.channels import hooks, settings_views, views
from cheyuan.base.lists.routes import routes

app_name = "channels"
rooms = [
    *routes("messages"),
    path("<int:message_id>", views.page, name="page"),
    path("<int:message_id>/sheet", views.sheet, name="sheet"),
    path("<int:message_id>/withdraw", views.withdraw, name="withdraw"),
    path("<int:message_id>/replay", views.replay, name="replay"),
    path("<int:message_id>/give-up", views.give_up, name="give_up"),
    path("refusals", settings_views.refusals, name="refusals"),
]
urlpatterns = [
    path("messages/", include(rooms)),
    path("settings/messages", settings_views.lines, name="lines"),
    path("settings/messages/providers/<slug:channel>", settings_views.line, name="line"),
    path("settings/messages/templates", settings_views.templates, name="templates"),
    path("settings/messages/templates/new", settings_views.template, name="template_new"),
    path("settings/messages/templates/preview", settings_views.preview, name="preview"),
    path("settings/messages/templates/<str:code>", settings_views.template, name="template"),
    path("hooks/<int:store>/<str:token>", hooks.hook, name="hook"),
]
