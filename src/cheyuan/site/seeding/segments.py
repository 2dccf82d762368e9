"""The demo's segments: some of the store's own, and a history of several weeks told by the real counting."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import moment
from cheyuan.site.seeding.complaints import people_of

COUNT = "cheyuan.insight.segments.engine.counting.count"
MAKE = "cheyuan.insight.segments.actions.make"
WEEKS = (56, 28, 14, 4, 0)
"""So many days before the book's day it is counted."""
OWN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("三年以上、近一年没来", "vehicle", {"all": [
        {"field": "car_age", "op": "least", "value": 36}, {"any": [
            {"field": "last_visit", "op": "longer", "value": 365}, {"field": "last_visit", "op": "unknown"}]}]}),
    ("保险两个月内到期", "vehicle", {"all": [{"field": "insurance_end", "op": "next", "value": 60}]}),
    ("一年内消费满三千", "customer", {"all": [
        {"field": "customer_spend", "op": "least", "value": 300_000}, {"none": [{"field": "stopped", "op": "yes"}]}]}),
)  # fmt: skip


def write(store: Any, accounts: Mapping[str, Any], as_of: date) -> int:
    """Make them, and count as on each of the days; answers how many were made."""
    people = people_of(store, accounts)
    if (maker := people.get("care_manager")) is None:
        return 0
    for number, (name, subject, tree) in enumerate(OWN):
        at = moment(as_of - timedelta(days=60), 10, number)
        import_string(MAKE)(maker, name=name, subject=subject, tree=tree, for_store=store.pk, at=at)
    by = system(store.group_id, (store.pk,), name="演示")
    for days in WEEKS:
        day = (as_of - timedelta(days=days)).isoformat()
        import_string(COUNT)(by, lambda done, total: None, store_id=store.pk, day=day)
    return len(OWN)
