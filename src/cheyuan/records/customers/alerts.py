"""P11: whoever looks behind unusually many masks is shown to the managers, at once and above every page, until the day ends."""

import time
from datetime import datetime

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cheyuan.base.journal.actions import note
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.scope import reading
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers.models import RevealAlert

RIGHT = "customers.alerts"
FRESH = 30.0
MOST = 1000
_seen: dict[tuple[int, ...], tuple[float, tuple[str, int]]] = {}


def raise_when_many(by: Actor, store_id: int, looks: int, at: datetime) -> None:
    """Alert the store's managers when ``looks`` of this person today reach the policy; once a day and store, audited."""
    if by.account_id is None or looks < value("customers.reveal_alert", store_id):
        return
    _alert, is_new = RevealAlert.objects.get_or_create(
        store_id=store_id, account_id=by.account_id, day=day_of(at),
        defaults={"name": by.name, "looks": looks, "at": at},
    )  # fmt: skip
    if is_new:
        _seen.clear()
        note(by, "customer.reveal_alert", Ref("account", by.account_id), at=at, store_id=store_id, looks=looks)


def today(by: Actor, at: datetime) -> list[RevealAlert]:
    """The alerts of this day in the actor's stores, newest first; Denied without the right."""
    by.require(RIGHT)
    return list(RevealAlert.objects.filter(store_id__in=by.store_ids, day=day_of(at)).order_by("-at")[:5])


def banner(request: HttpRequest) -> str:
    """The line above every page of a manager; empty on a quiet day, and while the database is away."""
    by = getattr(request, "actor", None)
    if by is None or not by.may(RIGHT):
        return ""
    names, looks = _known(by)
    words = {"names": names, "looks": looks}
    return _("%(names)s looked behind %(looks)s masks today or more. The audit says which.") % words if names else ""


def _known(by: Actor) -> tuple[str, int]:
    """Who, and how many; asked again after ``FRESH`` seconds, not for each page."""
    until, found = _seen.get(by.store_ids, (0.0, ("", 0)))
    if time.monotonic() < until:
        return found
    try:
        with reading(by):
            rows = today(by, now())
    except DatabaseError:
        return "", 0
    found = ", ".join(dict.fromkeys(one.name for one in rows)), max((one.looks for one in rows), default=0)
    if len(_seen) >= MOST:
        _seen.clear()
    _seen[by.store_ids] = (time.monotonic() + FRESH, found)
    return found
