"""Addresses of the board of orders and workshop jobs."""

from django.urls import include, path

from cheyuan.records.milestones.views import board, pages

app_name = "milestones"
rooms = [
    path("", board.board, name="board"),
    path("new/<slug:kind>", pages.begin, name="begin"),
    path("<int:job_id>", pages.page, name="page"),
    path("<int:job_id>/move", board.move, name="move"),
    path("steps/<int:milestone_id>/undo", board.undo, name="undo"),
]
urlpatterns = [path("milestones/", include(rooms))]
