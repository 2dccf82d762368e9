"""The day of the front desk: slips, arrivals, one slip to print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast
from cheyuan.engage.contact import actions, queries
from cheyuan.engage.contact.models import Booking
from cheyuan.engage.contact.queries.bookings import TRANSPORTS, slip, sums
from cheyuan.kernel import ref
from cheyuan.kernel.clock import day_of, now


def read_day(given: str, otherwise: date) -> date:
    """A day out of an address; anything else is ``otherwise``."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        return otherwise


@require_safe
def bookings(request: Any) -> HttpResponse:
    """The slips of a day."""
    return _page(request)


def _page(request: Any) -> HttpResponse:
    by, today = request.actor, day_of(now())
    day = read_day(request.GET.get("day", ""), today)
    with scope(by):
        found = {
            "day": day, "today": today, "slips": queries.slips_on(by, day), "sums": sums(by, day),
            "before": day - timedelta(days=1), "after": day + timedelta(days=1), "transports": TRANSPORTS,
            "days": [today + timedelta(days=n) for n in range(7)],
        }  # fmt: skip
        return render(request, "contact/bookings.html", found)


@require_safe
def slip_page(request: Any, booking_id: int) -> HttpResponse:
    """One slip, for the printer."""
    by = request.actor
    row = queries.booking(by, booking_id)
    found = {
        "slip": slip(row), "row": row, "store": store_names([row.store_id])[row.store_id], "transports": TRANSPORTS,
        "customer_url": ref.address(ref.Ref("customer", row.customer_id)),
    }  # fmt: skip
    return render(request, "contact/slip.html", found)


Step = Callable[..., Booking]


def _step(request: Any, booking_id: int, step: Step, said: str) -> HttpResponse:
    row = step(request.actor, booking_id, at=now())
    response = _page(request)
    back = f"{reverse('bookings:undo', args=[row.pk])}?day={request.GET.get('day', '')}"
    return toast(response, said, undo=back, kind="well")


@require_POST
def came(request: Any, booking_id: int) -> HttpResponse:
    """Here they are."""
    return _step(request, booking_id, actions.mark_came, _("Arrived."))


@require_POST
def cancel(request: Any, booking_id: int) -> HttpResponse:
    """They do not come."""
    return _step(request, booking_id, actions.cancel_booking, _("Booking cancelled, the time is free again."))


@require_POST
def undo(request: Any, booking_id: int) -> HttpResponse:
    """Back to booked."""
    actions.undo_booking(request.actor, booking_id, at=now())
    place = f"{reverse('bookings:day')}?day={request.GET.get('day', '')}"
    return HttpResponse(headers={"HX-Redirect": place})
