"""The values of the variables for one task: asked for only when a script uses them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import translation

from cheyuan.base.tenancy.queries import stores
from cheyuan.base.ui import human
from cheyuan.engage.contact import slots
from cheyuan.engage.contact.birthdays import announced
from cheyuan.kernel import names, plate
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.calendar import part_of
from cheyuan.kernel.clock import day_of
from cheyuan.records.customers import queries as customers

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task
    from cheyuan.records.customers.models import Customer


_ADDRESS = re.compile(r"[，,；;。“”\"'（(]")
"""Where the address ends and a remark begins: “陈先生”，讲粤语更自在."""


class Values(Mapping[str, str]):
    """Code → words in one language; each is made once, when somebody looks."""

    def __init__(self, makers: Mapping[str, Callable[[], str]], language: str) -> None:
        self._makers, self._language, self._made = makers, language, dict[str, str]()

    def __getitem__(self, code: str) -> str:
        if code not in self._made:
            with translation.override(self._language):
                self._made[code] = self._makers[code]()
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def values_of(
    by: Actor, task: Task, customer: Customer, language: str, at: datetime, link: Callable[[], str] = str,
    gift: Callable[[], str] | None = None,
) -> Values:  # fmt: skip
    """The variables of a task; an unknown one is empty. Only a message has a ``link`` to the survey and gives a ``gift``."""
    today, facts = day_of(at), task.facts
    store = stores(by).filter(pk=task.store_id)
    car = task.vehicle

    def offers(place: int) -> str:
        found = two_offers(task.store_id, at)
        return _moment(found[place], at) if place < len(found) else ""

    return Values(
        {
            "customer": lambda: address(customer, language),
            "agent": lambda: by.name,
            "store": lambda: str(store.values_list("name", flat=True).first() or ""),
            "store_phone": lambda: str(store.values_list("phone", flat=True).first() or ""),
            "car": lambda: f"{car.brand} {car.model}".strip() if car else "",
            "plate": lambda: plate.spoken(car.plate) if car and car.plate else "",
            "delivered": lambda: _day(facts.get("delivered_on") or (car.delivered_on if car else None), today),
            "last_service": lambda: _day(facts.get("base_on") if facts.get("base") == "service" else None, today),
            "last_km": lambda: _km(facts.get("latest_km")),
            "km_now": lambda: _km(km_now(facts, today)),
            "target_km": lambda: _km(facts.get("target_km")),
            "due": lambda: _day(task.due_on, today),
            "days": lambda: str(abs((task.due_on - today).days)),
            "visit": lambda: _day(facts.get("visited_on") or facts.get("day") or facts.get("delivered_on"), today),
            "promise": lambda: next((r.text for r in customers.remarks(by, customer.pk) if _open_promise(r)), ""),
            "survey": link,
            "voucher": gift or (lambda: announced(task, at)),
            "offer1": lambda: offers(0),
            "offer2": lambda: offers(1),
        },
        language,
    )


def _open_promise(remark: Any) -> bool:
    return remark.kind == "promise" and remark.kept_at is None


def address(customer: Customer, language: str) -> str:
    """How to address somebody: as noted on the file, else surname with title, a company by its name."""
    if customer.salutation:
        return _ADDRESS.split(customer.salutation.strip(" “”\"'"), 1)[0].strip() or customer.name
    if customer.kind == "company" or not customer.name:
        return customer.name
    if language.startswith("zh"):
        return names.salutation(customer.name, customer.gender)
    title = {"M": "Mr", "F": "Ms"}.get(customer.gender, "")
    return f"{title} {customer.name}".strip()


def km_now(facts: Mapping[str, Any], today: date) -> int | None:
    """The mileage today by the car's pace, to the hundred; None without a reading."""
    if not facts.get("latest_km") or not facts.get("latest_on") or not facts.get("pace_days"):
        return None
    gone = (today - date.fromisoformat(facts["latest_on"])).days
    return round((facts["latest_km"] + gone * (facts.get("pace_km") or 0) // facts["pace_days"]) / 100) * 100


def two_offers(store_id: int, at: datetime) -> list[datetime]:
    """Two free times to offer from tomorrow on: the second on another day and in another part of the day when there is one."""
    free = [slot.at for day in slots.days(store_id, at) for slot in day.slots if slot.left]
    free = [one for one in free if one - at > timedelta(hours=12)]
    if len(free) < 2:
        return free
    first = free[min(2, len(free) - 1)]
    later = [one for one in free if day_of(one) > day_of(first)]
    other = [one for one in later if part_of(one) != part_of(first)] or later
    return [first, *other[:1]]


def _day(value: Any, today: date) -> str:
    day = date.fromisoformat(value) if isinstance(value, str) and value else value
    return human.say_date(day, today) if day else ""


def _km(value: Any) -> str:
    return f"{value:,}" if value else ""


def _moment(at: datetime, now: datetime) -> str:
    return human.say_moment(at, now)
