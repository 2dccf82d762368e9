"""Exports with phones in the rights of a person: to whom their data were handed, and files not yet taken."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from cheyuan.base.handouts.actions import drop
from cheyuan.base.handouts.models import Handout
from cheyuan.kernel.actor import Actor


def said(list_name: str, id: int) -> list[dict[str, Any]]:
    """Which exports held the record, for the person's copy."""
    rows = Handout.objects.filter(list_name=list_name, ids__contains=[id], state__in=("made", "taken", "expired"))
    return [{"at": row.made_at, "by": row.asked_by_name, "reason": row.reason} for row in rows.order_by("pk")]


def forget(by: Actor, list_name: str, id: int, mentioned: Callable[[Any], bool], *, at: datetime) -> int:
    """Remove files with the record that nobody has taken yet, and words of the person in reasons; answers how many changed."""
    rows = Handout.objects.filter(list_name=list_name, ids__contains=[id], state__in=("approved", "made"))
    waiting = list(rows)
    for row in waiting:
        drop(by, row, "expired", at)
    told = [pk for pk, reason, spec in Handout.objects.values_list("pk", "reason", "spec") if mentioned([reason, spec])]
    Handout.objects.filter(pk__in=told).update(reason="", spec={})
    return len({*told, *(row.pk for row in waiting)})
