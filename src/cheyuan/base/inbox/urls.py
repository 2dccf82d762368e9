"""Addresses of the inbox."""

from django.urls import include, path

from cheyuan.base.inbox import views
from cheyuan.base.lists.routes import routes

app_name = "inbox"
rooms = [
    *routes("inbox"),
    path("drawer", views.drawer, name="drawer"),
    path("read-all", views.read_all, name="read_all"),
    path("unread/<str:token>", views.unread, name="unread"),
    path("digest", views.digests, name="digests"),
    path("digest/wish", views.wish, name="wish"),
    path("digest/<int:digest_id>", views.digest, name="digest"),
    path("<int:notice_id>", views.page, name="page"),
    path("<int:notice_id>/sheet", views.sheet, name="sheet"),
    path("<int:notice_id>/done", views.done, name="done"),
    path("<int:notice_id>/reopen", views.reopen, name="reopen"),
]
urlpatterns = [path("inbox/", include(rooms))]
