"""Addresses of the booking slips: a room of its own, as the front desk sees it too."""

from django.urls import path

from cheyuan.engage.contact.views import bookings, moving

app_name = "bookings"
urlpatterns = [
    path("bookings/", bookings.bookings, name="day"),
    path("bookings/<int:booking_id>", bookings.slip_page, name="slip"),
    path("bookings/<int:booking_id>/came", bookings.came, name="came"),
    path("bookings/<int:booking_id>/cancel", bookings.cancel, name="cancel"),
    path("bookings/<int:booking_id>/move", moving.move, name="move"),
    path("bookings/<int:booking_id>/move-back", moving.move_back, name="move_back"),
    path("bookings/<int:booking_id>/undo", bookings.undo, name="undo"),
]
