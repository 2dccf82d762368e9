"""Addresses of the board."""

from django.urls import path

from cheyuan.engage.board import views

app_name = "board"
urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/balance", views.balance, name="balance"),
    path("board/balances/<int:balance_id>/undo", views.undo, name="undo"),
]
