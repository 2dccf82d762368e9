"""A person's own cockpit, their letters, and the weeks of their stores."""

from typing import TYPE_CHECKING

from cheyuan.faces.cockpit.models import Choice, Letter, Week
from cheyuan.faces.cockpit.rights import VIEW, WEEKS
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

if TYPE_CHECKING:
    from django.db.models import QuerySet

DAILY = frozenset({"general_manager", "care_manager"})
"""Roles that get the letters unless they say no; everybody else when they say yes."""


def choice_of(by: Actor) -> Choice:
    """What the person chose; an empty one where nothing was."""
    by.require(VIEW.name)
    return Choice.objects.filter(account_id=by.account_id or 0).first() or Choice(account_id=by.account_id or 0)


def wants(by: Actor, choice: Choice | None, kind: str) -> bool:
    """Whether the person gets letters of this kind (daily, weekly)."""
    said = getattr(choice, kind) if choice else None
    return bool(by.roles & DAILY) if said is None else bool(said)


def letters(by: Actor) -> "QuerySet[Letter]":
    """The person's own letters, the newest first."""
    by.require(VIEW.name)
    own = Letter.objects.filter(store_id__in=by.store_ids, account_id=by.account_id or 0)
    found: QuerySet[Letter] = own.order_by("-day", "-pk")
    return found


def letter(by: Actor, note_id: int) -> Letter:
    """One of them; Missing for anybody else's."""
    found = letters(by).filter(pk=note_id).first()
    if found is None:
        raise Missing("letter", note_id)
    return found


def weeks(by: Actor) -> "QuerySet[Week]":
    """The weeks that are over in the actor's stores, the newest first."""
    by.require(WEEKS.name)
    found: QuerySet[Week] = Week.objects.filter(store_id__in=by.store_ids).order_by("-monday", "store_id")
    return found


def week(by: Actor, week_id: int) -> Week:
    """One of them; Missing for a foreign one."""
    found = weeks(by).select_related("store").filter(pk=week_id).first()
    if found is None:
        raise Missing("week", week_id)
    return found
