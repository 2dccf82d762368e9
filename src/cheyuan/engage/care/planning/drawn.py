"""The plan of some stores as Arrow rows, nothing written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

import pyarrow as pa

from cheyuan.base.lake import snapshot
from cheyuan.base.policies.queries import values_of_stores
from cheyuan.base.tenancy.models import OpeningHours
from cheyuan.engage.care.plan import run
from cheyuan.engage.care.plan.policy import Values, from_policies
from cheyuan.engage.care.plan.tables import Tables
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.exports import CUSTOMERS
from cheyuan.records.vehicles.exports import READINGS, VEHICLES, VISITS

PUBLISHED = (CUSTOMERS, VEHICLES, VISITS, READINGS)


class Drawn:
    """One snapshot in one engine; the plan, due dates and previews of it."""

    def __init__(self, by: Actor, policies: dict[int, Values] | None = None, as_of: date | None = None) -> None:
        self.engine = run.duckdb()
        data = dict(snapshot.take(by, PUBLISHED))
        data["policies"] = run.policies(policies or store_values(by.store_ids, as_of))
        self.tables: Tables = run.load(self.engine, data)

    def plan(self, as_of: date) -> pa.Table:
        """The tasks whose window contains the day."""
        return run.compute(self.engine, self.tables, as_of)

    def due_dates(self, as_of: date) -> pa.Table:
        """One row per car."""
        return run.compute_due_dates(self.engine, self.tables, as_of)

    def preview(self, as_of: date, days: int) -> pa.Table:
        """Tasks per store, rule and day."""
        return run.compute_preview(self.engine, self.tables, as_of, days)

    def with_policies(self, policies: dict[int, Values]) -> None:
        """The same snapshot under other values: what a changed rule would do."""
        rows = self.engine.create_table("plan_other", run.policies(policies), temp=True, overwrite=True)
        self.tables = replace(self.tables, policies=rows)


def store_values(store_ids: Sequence[int], on: date | None = None) -> dict[int, Values]:
    """The care policies in force on a day, with the opening time of each store. Call inside a scope."""
    opening = dict(OpeningHours.objects.filter(store_id__in=store_ids, weekday=0).values_list("store_id", "opens"))
    stored = values_of_stores("care.", list(store_ids), on)
    return {store: _with_opening(from_policies(values), opening.get(store)) for store, values in stored.items()}


def _with_opening(values: Values, opens: time | None) -> Values:
    if opens is None:
        return values
    return Values(**{**values.__dict__, "opening_minute": opens.hour * 60 + opens.minute})
