"""The gate to single letters."""

from datetime import datetime

from django.db.models import QuerySet

from cheyuan.base.channels.policy.mail import by_post
from cheyuan.engage.letters.models import Letter, Mailing
from cheyuan.engage.letters.moves import WAITING
from cheyuan.engage.letters.numbers import read
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused

REFUSALS = ("refused", "no_consent", "stopped")
"""What takes a letter out of the pile; a budget spent since, or an address taken off, does not."""


def letters(by: Actor) -> QuerySet[Letter]:
    """The letters of the actor's stores; Denied without ``letters.view``."""
    by.require("letters.view")
    rows: QuerySet[Letter] = Letter.objects.filter(store_id__in=by.store_ids)
    return rows


def of_customer(by: Actor, customer_id: int, limit: int = 20) -> list[Letter]:
    """A customer's letters, newest first."""
    rows = letters(by).filter(customer_id=customer_id).select_related("mailing")
    return list(rows.order_by("-pk")[:limit])


def by_number(by: Actor, typed: str, *, lock: bool = False) -> Letter:
    """The letter whose number was scanned or typed. Refused("letter_number") for none; Missing for one not in the store."""
    number = read(typed)
    if not number:
        raise Refused("letter_number", field="number")
    rows = Letter.objects.filter(store_id__in=by.store_ids, number=number).select_related("mailing", "customer")
    found: Letter | None = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Missing("letter", number)
    return found


def refused_since(by: Actor, one: Mailing, *, at: datetime) -> list[Letter]:
    """Letters that wait for the post although their person has said no since, or was erased: they must not leave (P6)."""
    waiting = Letter.objects.filter(store_id=one.store_id, mailing_id=one.pk, state=WAITING)
    rows = list(waiting.order_by("place").only("pk", "number", "place", "customer_id", "mailing_id", "store_id"))
    said = by_post(by, one.store_id, list({row.customer_id for row in rows}), one.purpose, at=at)
    return [row for row in rows if said[row.customer_id].code in REFUSALS]
