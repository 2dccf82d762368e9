"""The gate to groups, stores and their hours."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from cheyuan.base.tenancy.models import Department, OpeningHours, Region, SpecialDay, Store
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


def stores(by: Actor) -> QuerySet[Store]:
    """The actor's stores, by code."""
    return Store.objects.filter(group_id=by.group_id, pk__in=by.store_ids)


def store_of(by: Actor, store_id: int) -> Store:
    """One of the actor's stores; Missing for any other."""
    found = stores(by).select_related("region").filter(pk=store_id).first()
    if found is None:
        raise Missing("store", store_id)
    return found


def store_names(store_ids: Iterable[int]) -> dict[int, str]:
    """Number → name."""
    return dict(Store.objects.filter(pk__in=list(store_ids)).values_list("pk", "name"))


def regions(by: Actor) -> Sequence[Region]:
    """The group's regions, by name."""
    return list(Region.objects.filter(group_id=by.group_id).order_by("name"))


def hours(store: Store) -> dict[int, OpeningHours]:
    """Weekday (0 = Monday) → hours; a weekday that is missing is closed."""
    return {one.weekday: one for one in OpeningHours.objects.filter(store=store)}


def special_days(store: Store, since: date) -> Sequence[SpecialDay]:
    """Days from ``since`` on that differ from their weekday."""
    return list(SpecialDay.objects.filter(store=store, day__gte=since).order_by("day")[:200])


def departments(by: Actor) -> Sequence[Department]:
    """The departments of the actor's stores."""
    rows = Department.objects.filter(store_id__in=by.store_ids, store__group_id=by.group_id)
    return list(rows.select_related("store").order_by("store__code", "code"))


def department(by: Actor, store_id: int, department_id: int) -> Department:
    """A department of one of the actor's stores; Missing for any other."""
    store = store_of(by, store_id)
    found = Department.objects.filter(store=store, pk=department_id).first()
    if found is None:
        raise Missing("department", department_id)
    return found
