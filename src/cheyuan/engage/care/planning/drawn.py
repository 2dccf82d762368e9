"""The plan of some stores as Arrow rows, nothing written."""

from collections.abc import Sequence
from datetime import date, time, timedelta

import pyarrow as pa

from cheyuan.base.lake import snapshot
from cheyuan.base.lake.published import Published
from cheyuan.base.policies.queries import values_of_stores
from cheyuan.base.tenancy.models import OpeningHours
from cheyuan.engage.care.own import OwnRule
from cheyuan.engage.care.plan.policy import REACH, Values, from_policies
from cheyuan.engage.care.planning.engine import Engine
from cheyuan.engage.care.planning.intervals import interval_table
from cheyuan.engage.care.planning.narrowed import narrowed
from cheyuan.engage.care.queries.intervals import intervals
from cheyuan.engage.care.queries.own import own_rules
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.exports import CUSTOMERS, IMPORTANT
from cheyuan.records.customers.queries import has_important
from cheyuan.records.receptions.exports import receptions
from cheyuan.records.receptions.queries import any_between
from cheyuan.records.vehicles.exports import READINGS, VEHICLES, VISITS

PUBLISHED = (CUSTOMERS, VEHICLES, VISITS, READINGS)


class Drawn:
    """One snapshot in one engine; the plan, due dates and previews of it. Make it inside a scope."""

    def __init__(self, by: Actor, as_of: date) -> None:
        self.as_of = as_of
        self.read_values(by)
        cut = snapshot.take(by, (*PUBLISHED, *guests(by, as_of)))
        self.engine = Engine({**cut, "intervals": interval_table(intervals(by, as_of))})

    def read_values(self, by: Actor) -> None:
        """The values and rules of managers that hold on the day, as they are now."""
        self.values = store_values(by.store_ids, self.as_of)
        self.own = own_rules(by, self.as_of)

    def plan(self) -> pa.Table:
        """The tasks whose window contains the day."""
        return self.window(self.values, self.own, 1)

    def plan_and_dues(self) -> tuple[pa.Table, pa.Table]:
        """The same, and one row per car with its due dates."""
        self.engine.ask(self.values, self.own, self.as_of)
        tasks, dues = self.engine.both()
        return narrowed(self.engine, tasks, self.own, self.as_of), dues

    def window(self, values: dict[int, Values], own: list[OwnRule], days: int) -> pa.Table:
        """The tasks whose window has a day among the next ``days``, under other values: what a changed rule would do."""
        self.engine.ask(values, own, self.as_of, days)
        return narrowed(self.engine, self.engine.tasks(), own, self.as_of)


def guests(by: Actor, as_of: date) -> list[Published]:
    """The tables of rules about visitors, each only where it has rows: looking costs two questions to an index."""
    since = as_of - timedelta(days=2 * REACH)
    found = [IMPORTANT] if has_important(by) else []
    return found + ([receptions(since, as_of)] if any_between(by.store_ids, since, as_of) else [])


def store_values(store_ids: Sequence[int], on: date | None = None) -> dict[int, Values]:
    """The care policies in force on a day, with the opening time of each store. Call inside a scope."""
    opening = dict(OpeningHours.objects.filter(store_id__in=store_ids, weekday=0).values_list("store_id", "opens"))
    stored = values_of_stores("care.", list(store_ids), on)
    return {store: _with_opening(from_policies(values), opening.get(store)) for store, values in stored.items()}


def _with_opening(values: Values, opens: time | None) -> Values:
    if opens is None:
        return values
    return Values(**{**values.__dict__, "opening_minute": opens.hour * 60 + opens.minute})
