"""Booking slips (CARE-17): the day of the front desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cheyuan.engage.contact.models import Booking
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Missing

TRANSPORTS: dict[str, object] = {
    "self": _("comes by car"), "wait": _("waits here"), "pickup": _("we fetch the car"), "loaner": _("needs a loan car"),
}  # fmt: skip


@dataclass(frozen=True)
class Slip:
    """One line of the day."""

    id: int
    at: datetime
    name: str
    car: str
    plate: str
    what: str
    state: str
    transport: str
    advisor: str
    note: str
    by_name: str
    customer_id: int


def bookings(by: Actor) -> QuerySet[Booking]:
    """The slips of the actor's stores."""
    by.require("contact.bookings.view")
    return Booking.objects.select_related("customer", "vehicle", "advisor")


def bookings_on(by: Actor, day: date) -> QuerySet[Booking]:
    """Those of one day, by time."""
    start = moment(day)
    return bookings(by).filter(at__gte=start, at__lt=start + timedelta(days=1)).order_by("at", "pk")


def booking(by: Actor, booking_id: int) -> Booking:
    """One slip; Missing for any other."""
    found = bookings(by).filter(pk=booking_id).first()
    if found is None:
        raise Missing("booking", booking_id)
    return found


def slips_on(by: Actor, day: date, *, cancelled: bool = True) -> list[Slip]:
    """The day's lines; without the cancelled ones when asked."""
    rows = bookings_on(by, day)
    rows = rows if cancelled else rows.exclude(state="cancelled")
    shown = rows.only(
        "at", "what", "state", "transport", "note", "by_name", "customer__name", "vehicle__brand", "vehicle__model",
        "vehicle__vin", "vehicle__plate", "advisor__name",
    )  # fmt: skip
    return [slip(row) for row in shown[:300]]


def slip(row: Any) -> Slip:
    """A booking as its line."""
    car = row.vehicle
    return Slip(
        row.pk, row.at, row.customer.name, str(car or ""), car.plate if car else "", row.what, row.state, row.transport,
        row.advisor.name if row.advisor else "", row.note, row.by_name, row.customer_id,
    )  # fmt: skip


def sums(by: Actor, day: date) -> dict[str, int]:
    """How many are booked, came, and were cancelled on a day."""
    states = ("booked", "came", "cancelled")
    return bookings_on(by, day).order_by().aggregate(**{one: Count("pk", filter=Q(state=one)) for one in states})
