"""First service and interval per kind of car, as they hold on a day."""

from datetime import date

from cheyuan.engage.care.models import Interval
from cheyuan.kernel.actor import Actor

Key = tuple[int, str, str, str]


def key(row: Interval) -> Key:
    """What makes two rows speak of the same kind of car."""
    return row.store_id, row.brand.lower(), row.model.lower(), row.energy


def intervals(by: Actor, on: date) -> list[Interval]:
    """Those in force in the actor's stores, by brand, model and engine. Call inside a scope."""
    newest: dict[Key, Interval] = {}
    rows = Interval.objects.filter(store_id__in=by.store_ids, valid_from__lte=on)
    for row in rows.order_by("valid_from", "id"):
        newest[key(row)] = row
    return sorted((row for row in newest.values() if not row.removed), key=key)


def interval_history(by: Actor) -> list[Interval]:
    """The last decisions in the actor's stores, newest first. Right care.rules.view."""
    by.require("care.rules.view")
    return list(Interval.objects.filter(store_id__in=by.store_ids).order_by("-at", "-id")[:50])
