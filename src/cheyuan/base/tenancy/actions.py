"""Changing stores, their hours and departments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction

from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.models import Department, OpeningHours, Region, SpecialDay, Store
from cheyuan.base.tenancy.noting import note
from cheyuan.base.tenancy.queries import department, store_of
from cheyuan.base.tenancy.rights import ADD, EDIT
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref

STANDARD = (time(8, 30), time(18), time(12), time(13, 30))
WEEK = range(7)


@dataclass(frozen=True)
class Hours:
    """The hours of one weekday (0 = Monday)."""

    weekday: int
    opens: time
    closes: time
    lunch_from: time | None = None
    lunch_to: time | None = None


@action(ADD)
def add_store(by: Actor, code: str, name: str, city: str = "", region_id: int | None = None, *, at: datetime) -> Store:
    """A new store with everyday hours; people get posts there afterwards."""
    try:
        with transaction.atomic():
            store = Store.objects.create(
                group_id=by.group_id, code=code, name=name, city=city, region=_region(by, region_id)
            )
    except IntegrityError:
        raise Refused("store_code_taken", code=code) from None
    OpeningHours.objects.bulk_create(_hours(store, Hours(day, *STANDARD)) for day in WEEK)
    note(by, "store_added", Ref("store", store.pk), at=at, code=code)
    return store


@action(EDIT)
def edit_store(
    by: Actor, store_id: int, *, name: str, city: str, address: str, phone: str, region_id: int | None, at: datetime
) -> Store:
    """Name and place of a store."""
    store = store_of(by, store_id)
    store.name, store.city, store.address, store.phone = name, city, address, phone
    store.region = _region(by, region_id)
    store.save(update_fields=["name", "city", "address", "phone", "region"])
    note(by, "store_edited", Ref("store", store.pk), at=at)
    return store


@action(EDIT)
def set_hours(by: Actor, store_id: int, week: Sequence[Hours], *, at: datetime) -> None:
    """The opening hours of a week; weekdays not named are closed. Refused("hours_backwards") with the weekday."""
    store = store_of(by, store_id)
    for one in week:
        _check(one)
    OpeningHours.objects.filter(store=store).delete()
    OpeningHours.objects.bulk_create(_hours(store, one) for one in week)
    note(by, "hours_set", Ref("store", store.pk), at=at, week=[f"{h.weekday} {h.opens}-{h.closes}" for h in week])


@action(EDIT)
def set_special_day(
    by: Actor, store_id: int, day: date, opens: time | None, closes: time | None, reason: str = "", *, at: datetime
) -> None:
    """A day that differs from its weekday: closed without times, else open at these."""
    store = store_of(by, store_id)
    if (opens is None) != (closes is None) or (opens and closes and closes <= opens):
        raise Refused("hours_backwards", weekday=day.weekday())
    values = {"opens": opens, "closes": closes, "note": reason}
    SpecialDay.objects.update_or_create(store=store, day=day, defaults=values)
    note(by, "special_day_set", Ref("store", store.pk), at=at, day=day, opens=opens, closes=closes)


@action(EDIT)
def drop_special_day(by: Actor, store_id: int, day_id: int, *, at: datetime) -> None:
    """The day is like its weekday again."""
    store = store_of(by, store_id)
    found = SpecialDay.objects.filter(store=store, pk=day_id).first()
    if found is None:
        raise Missing("special_day", day_id)
    found.delete()
    note(by, "special_day_dropped", Ref("store", store.pk), at=at, day=found.day)


@action(EDIT)
def add_department(by: Actor, store_id: int, code: str, name: str, *, at: datetime) -> Department:
    """A department of a store."""
    store = store_of(by, store_id)
    try:
        with transaction.atomic():
            made = Department.objects.create(store=store, code=code, name=name)
    except IntegrityError:
        raise Refused("department_code_taken", code=code) from None
    note(by, "department_added", Ref("store", store.pk), at=at, code=code)
    return made


@action(EDIT)
def drop_department(by: Actor, store_id: int, department_id: int, *, at: datetime) -> None:
    """The department closes; its people stay in the store."""
    found = department(by, store_id, department_id)
    found.delete()
    note(by, "department_dropped", Ref("store", store_id), at=at, code=found.code)


@action(ADD)
def add_region(by: Actor, name: str, *, at: datetime) -> Region:
    """A region of the group."""
    region, made = Region.objects.get_or_create(group_id=by.group_id, name=name)
    if made:
        note(by, "region_added", Ref("region", region.pk), at=at)
    return region


def _region(by: Actor, region_id: int | None) -> Region | None:
    if region_id is None:
        return None
    found = Region.objects.filter(group_id=by.group_id, pk=region_id).first()
    if found is None:
        raise Missing("region", region_id)
    return found


def _check(one: Hours) -> None:
    lunch = (one.lunch_from, one.lunch_to)
    wrong: list[Any] = [one.closes <= one.opens, (lunch[0] is None) != (lunch[1] is None)]
    if lunch[0] and lunch[1]:
        wrong.append(not one.opens <= lunch[0] < lunch[1] <= one.closes)
    if any(wrong) or one.weekday not in WEEK:
        raise Refused("hours_backwards", weekday=one.weekday)


def _hours(store: Store, one: Hours) -> OpeningHours:
    return OpeningHours(
        store=store, weekday=one.weekday, opens=one.opens, closes=one.closes,
        lunch_from=one.lunch_from, lunch_to=one.lunch_to,
    )  # fmt: skip
