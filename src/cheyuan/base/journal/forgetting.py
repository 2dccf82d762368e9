"""Forgetting what the timeline tells of a customer. The audit is never touched: it holds numbers and codes, no words."""

from collections.abc import Callable, Collection
from typing import Any

from cheyuan.base.journal.models import TimelineEntry

Told = Callable[[Any], bool]


def forget_customer(customer_id: int) -> int:
    """Remove the customer's timeline; visits of a car stay with the car, without words. Answers how many rows changed."""
    rows = TimelineEntry.objects.filter(customer_id=customer_id)
    visits = list(rows.filter(verb__startswith="visit.").exclude(vehicle_id=None))
    for one in visits:
        one.customer_id, one.facts = None, {name: fact for name, fact in one.facts.items() if not isinstance(fact, str)}
    TimelineEntry.objects.bulk_update(visits, ["customer_id", "facts"], batch_size=1000)
    return len(visits) + int(rows.delete()[0])


def forget_words(vehicle_ids: Collection[int], mentioned: Told) -> int:
    """Remove entries of cars whose facts hold words of the person."""
    rows = TimelineEntry.objects.filter(vehicle_id__in=list(vehicle_ids)).exclude(facts={})
    gone = [pk for pk, facts in rows.values_list("pk", "facts").iterator() if mentioned(facts)]
    return int(TimelineEntry.objects.filter(pk__in=gone).delete()[0])
