"""What becomes of a booking slip (CARE-17)."""

from datetime import datetime

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.contact import slots
from cheyuan.engage.contact.consequences import when
from cheyuan.engage.contact.models import Booking
from cheyuan.engage.contact.moves import BOOKING
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Missing, Refused
from cheyuan.kernel.ref import Ref


def _move(by: Actor, booking_id: int, step: str, at: datetime) -> Booking:
    """By a conditional UPDATE; Missing, or Conflict("wrong_state") when somebody was quicker."""
    slip: Booking | None = Booking.objects.filter(pk=booking_id).first()
    if slip is None:
        raise Missing("booking", booking_id)
    target = BOOKING.to(slip.state, step)
    if not Booking.objects.filter(pk=slip.pk, state=slip.state).update(state=target):
        raise Conflict("wrong_state", state=slip.state, step=step)
    slip.state = target
    timeline(
        by, f"booking.{step}", at=at, topic="contact", customer_id=slip.customer_id, vehicle_id=slip.vehicle_id,
        ref=Ref("booking", slip.pk), store_id=slip.store_id, what=slip.what,
    )  # fmt: skip
    note(by, f"booking.{step}", Ref("booking", slip.pk), at=at, store_id=slip.store_id)
    return slip


@action("contact.bookings.edit")
def mark_came(by: Actor, booking_id: int, *, at: datetime) -> Booking:
    """The customer is here."""
    return _move(by, booking_id, "came", at)


@action("contact.bookings.edit")
def cancel_booking(by: Actor, booking_id: int, *, at: datetime) -> Booking:
    """The customer does not come; the slot is free again."""
    return _move(by, booking_id, "cancel", at)


@action("contact.bookings.edit")
def move_booking(by: Actor, booking_id: int, to: datetime, *, at: datetime) -> Booking:
    """Another day or time. Refused: moment_past, store_closed, slot_full."""
    slip: Booking | None = Booking.objects.select_for_update().filter(pk=booking_id).first()
    if slip is None:
        raise Missing("booking", booking_id)
    if to <= at:
        raise Refused("moment_past", field="book_at")
    BOOKING.to(slip.state, "move")
    if to != slip.at:
        slots.take(slip.store_id, to)
        was, slip.at = slip.at, to
        slip.save(update_fields=["at"])
        timeline(
            by, "booking.moved", at=at, topic="contact", customer_id=slip.customer_id, vehicle_id=slip.vehicle_id,
            ref=Ref("booking", slip.pk), store_id=slip.store_id, what=slip.what, when=when(to),
        )  # fmt: skip
        note(by, "booking.moved", Ref("booking", slip.pk), at=at, store_id=slip.store_id, was=was.isoformat())
    return slip


@action("contact.bookings.edit")
def undo_booking(by: Actor, booking_id: int, *, at: datetime) -> Booking:
    """Take "came" or "cancelled" back."""
    return _move(by, booking_id, "undo", at)
