"""Addresses of comments."""

from django.urls import include, path

from cheyuan.base.comments import views

app_name = "comments"
rooms = [
    path("on/<slug:kind>/<int:number>", views.panel, name="panel"),
    path("on/<slug:kind>/<int:number>/people", views.people, name="people"),
    path("<int:comment_id>/edit", views.edit, name="edit"),
    path("<int:comment_id>/withdraw", views.withdraw, name="withdraw"),
    path("<int:comment_id>/restore", views.restore, name="restore"),
    path("<int:comment_id>/files/<int:number>", views.file, name="file"),
]
urlpatterns = [path("comments/", include(rooms))]
