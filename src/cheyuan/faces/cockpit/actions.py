"""What a person decides about their cockpit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.faces.cockpit import rights, tiles
from cheyuan.faces.cockpit.models import Choice
from cheyuan.insight.metrics import queries as metrics
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref


def _own(by: Actor) -> Choice:
    row, _new = Choice.objects.select_for_update().get_or_create(account_id=by.account_id or 0)
    return row


@action(rights.VIEW.name)
def arrange(by: Actor, verb: str, code: str) -> Sequence[str] | None:
    """Move, add or take away one tile, or have them as the role has them (``reset``, answers None)."""
    row, known = _own(by), {one.code for one in metrics.dictionary(by)}
    row.tiles = tiles.step(tiles.chosen(row.tiles, by.roles, known), verb, code, by.roles, known)
    row.save(update_fields=["tiles"])
    found: Sequence[str] | None = row.tiles
    return found


@action(rights.VIEW.name)
def keep(by: Actor, filters: dict[str, Any]) -> None:
    """Begin with these filters from now on; none: as everybody begins."""
    row = _own(by)
    row.filters = filters
    row.save(update_fields=["filters"])


@action(rights.VIEW.name)
def subscribe(by: Actor, *, daily: bool, weekly: bool, at: datetime) -> None:
    """Which letters the person wants from now on."""
    row = _own(by)
    row.daily, row.weekly = daily, weekly
    row.save(update_fields=["daily", "weekly"])
    note(by, "cockpit.subscribed", Ref("account", by.account_id or 0), at=at, daily=daily, weekly=weekly)
