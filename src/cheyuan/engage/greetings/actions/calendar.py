"""Changing the greeting calendar: words, people, days, on and off. Each change is a new version; the old ones stay."""

from datetime import datetime

from django.db import connection

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.greetings import queries
from cheyuan.engage.greetings.greeting import OWN, Given, Greeting, changed, values_of
from cheyuan.engage.greetings.models import Version
from cheyuan.engage.greetings.rights import EDIT
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Denied, Refused
from cheyuan.kernel.ref import Ref

MOST_OWN = 100


def _alone(store_id: int) -> None:
    """One change of a store's calendar at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('greetings.calendar', %s))", [store_id])


def _mine(by: Actor, store_id: int) -> None:
    if store_id not in by.store_ids:
        raise Denied("store")


@action(EDIT.name)
def change(by: Actor, store_id: int, code: str, given: Given, *, at: datetime, version: int | None = None) -> Greeting:
    """The entry says this from now on; unchanged words make no version. Missing for an unknown code.

    ``version``: what the person saw; Conflict("greeting_changed") when somebody was faster. Refused as ``greeting.changed``.
    """
    _mine(by, store_id)
    _alone(store_id)
    now = queries.greeting(by, store_id, code)
    if version is not None and version != now.version:
        raise Conflict("greeting_changed")
    wanted = changed(now, given)
    return now if wanted == now else _write(by, store_id, wanted, at)


@action(EDIT.name)
def switch(by: Actor, store_id: int, code: str, on: bool, *, at: datetime) -> Greeting:
    """On or off in this store, for every year to come; what is held already stays."""
    _mine(by, store_id)
    _alone(store_id)
    now = queries.greeting(by, store_id, code)
    return now if now.on == on else _write(by, store_id, changed(now, Given(on=on)), at)


@action(EDIT.name)
def add(by: Actor, store_id: int, given: Given, *, at: datetime) -> Greeting:
    """An entry of the store's own. Refused as ``greeting.changed``, or greeting_many."""
    _mine(by, store_id)
    _alone(store_id)
    codes = Version.objects.filter(store_id=store_id, code__startswith=OWN).values_list("code", flat=True).distinct()
    numbers = [int(code.removeprefix(OWN)) for code in codes]
    if len(numbers) >= MOST_OWN:
        raise Refused("greeting_many", most=MOST_OWN)
    empty = Greeting(f"{OWN}{max(numbers, default=0) + 1}", "own", "", None, "", "", False)
    return _write(by, store_id, changed(empty, given), at)


def _write(by: Actor, store_id: int, wanted: Greeting, at: datetime) -> Greeting:
    row = Version.objects.create(
        store_id=store_id, code=wanted.code, values=values_of(wanted), by_id=by.account_id, by_name=by.name, at=at
    )
    note(by, "greeting.changed", Ref("greeting", row.pk), at=at, store_id=store_id, code=wanted.code, on=wanted.on)
    return queries.greeting(by, store_id, wanted.code)
