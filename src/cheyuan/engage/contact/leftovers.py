"""What was said in calls and agreed for visits: in the person's copy; erased, the count and outcome of calls stay."""

from collections.abc import Mapping
from typing import Any

from cheyuan.engage.contact.models import Attempt, Booking
from cheyuan.records.customers.persons import Part, Subject, plain


def _copy(subject: Subject) -> Any:
    leave = ("store_id", "before", "made", "account_id", "script_id")
    one = subject.customer.pk
    return {
        "calls": plain(Attempt.objects.filter(customer_id=one).order_by("pk"), *leave),
        "bookings": plain(Booking.objects.filter(customer_id=one).order_by("pk"), *leave),
    }


def _erase(subject: Subject) -> Mapping[str, int]:
    one = subject.customer.pk
    attempts = Attempt.objects.filter(customer_id=one)
    bookings = Booking.objects.filter(customer_id=one)
    bookings.filter(state="booked").update(state="cancelled")
    return {
        "contact_attempt": attempts.update(note="", recording="", details={}, before={}, made={}),
        "contact_booking": bookings.update(note="", what=""),
    }


PART = Part("contact", _copy, _erase, ("contact_attempt", "contact_booking"), order=10)
