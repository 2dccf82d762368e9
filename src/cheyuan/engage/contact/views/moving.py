"""Another time for a booked visit: the same days and times as in the call, and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.human import say_moment
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.contact import actions, queries
from cheyuan.engage.contact.forms import MoveForm
from cheyuan.engage.contact.queries.bookings import slip
from cheyuan.engage.contact.slots import days
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Any, booking_id: int) -> HttpResponse:
    """Choose another time; afterwards back to the task, or to the new day of the front desk (CARE-17)."""
    if request.method != "POST":
        return _page(request, booking_id, {})
    form, by = MoveForm(request.POST), request.actor
    with scope(by):
        was = queries.booking(by, booking_id).at
    try:
        to = form.moment()
        row = actions.move_booking(by, booking_id, to, at=now())
    except Refused as refused:
        return _page(request, booking_id, {"book_at": say(refused)}, form.data, status=422)
    back = f"{reverse('bookings:move_back', args=[row.pk])}?to={was.timestamp():.0f}"
    toast_after_redirect(request, _("Moved to %(when)s.") % {"when": say_moment(row.at, now())}, undo=back)
    return HttpResponseRedirect(_after(_task(request), row.at))


@require_POST
def move_back(request: Any, booking_id: int) -> HttpResponse:
    """To the time before, while it has not passed and still has room."""
    given = request.GET.get("to", "")
    to = datetime.fromtimestamp(int(given[:11]), now().tzinfo) if given.isascii() and given.isdigit() else now()
    row = actions.move_booking(request.actor, booking_id, to, at=now())
    return HttpResponse(headers={"HX-Redirect": _after(None, row.at)})


def _after(task_id: int | None, at: datetime) -> str:
    if task_id:
        return reverse("contact:task", args=[task_id])
    return f"{reverse('bookings:day')}?day={day_of(at).isoformat()}"


def _task(request: Any) -> int | None:
    given = request.GET.get("task", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 16 else None


def _page(request: Any, booking_id: int, errors: dict[str, str], given: Any = None, status: int = 200) -> HttpResponse:
    by = request.actor
    by.require("contact.bookings.edit")
    with scope(by):
        row = queries.booking(by, booking_id)
        found = {
            "slip": slip(row), "days": days(row.store_id, now()), "errors": errors, "task_id": _task(request),
            "given": given or {"book_day": day_of(row.at).isoformat(), "book_at": row.at.isoformat()},
        }  # fmt: skip
        return render(request, "contact/move.html", found, status=status)
