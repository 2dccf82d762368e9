"""The answer of a preview as the page shows it: picture, conclusion, people with their names."""

from dataclasses import dataclass
from datetime import date, timedelta
from json import loads
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cheyuan.base.accounts.queries import working_members
from cheyuan.base.policies.queries import value
from cheyuan.engage.care import queries, words
from cheyuan.engage.care.bases import rule_rows
from cheyuan.engage.care.chart import Chart, chart
from cheyuan.engage.care.queries.rules import Found
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.queries import customers
from cheyuan.records.vehicles.queries import names

WIDE, NARROW = 700.0, 350.0
WEEK = 7
Days = dict[date, tuple[int, int]]


@dataclass(frozen=True)
class Person:
    """One sample: who, which car, when now and then, why."""

    kind: str
    kind_words: str
    icon: str
    changed: bool
    name: str
    url_id: int
    car: str
    due_on: date
    old_on: date | None
    new_on: date | None
    why: str


@dataclass(frozen=True)
class Seen:
    """The whole preview."""

    wide: Chart
    narrow: Chart
    conclusion: str
    rest: str
    people: list[Person]
    cap_words: str


def seen(by: Actor, found: Found, answer: dict[str, Any], today: date) -> Seen:
    """Inside a scope; names and cars are those that the actor may see."""
    days: Days = {date.fromisoformat(day): (old, new) for day, old, new in answer["days"]}
    people, offered = capacity(by, found, today)
    cap = people * offered or None
    figures = {"people": people, "cap": f"{people * offered:,}"}
    told = ngettext(
        "%(people)s colleague is offered up to %(cap)s a day",
        "%(people)s colleagues are offered up to %(cap)s a day",
        people,
    )
    first, rest = conclusion(days, today)
    return Seen(
        wide=chart(days, today, cap, WIDE), narrow=chart(days, today, cap, NARROW), conclusion=first, rest=rest,
        people=_people(by, found, answer["people"]), cap_words=told % figures if people else "",
    )  # fmt: skip


def capacity(by: Actor, found: Found, today: date) -> tuple[int, int]:
    """How many people do such tasks, and how many each is offered a day."""
    assert by.store_id is not None
    skill = next((row[2] for row in rule_rows(queries.own_rules(by, today)) if row[0] == found.code), "")
    members = working_members(by.store_id, today, [(found.role, skill)])
    return len(members[found.role, skill]), value("care.offered_per_day", by.store_id, today)


def conclusion(days: Days, today: date) -> tuple[str, str]:
    """Two sentences: the coming week under the draft, the thirty days against now."""
    week = sum(new for day, (_old, new) in days.items() if day < today + timedelta(days=WEEK))
    old, new = sum(one for one, _new in days.values()), sum(one for _old, one in days.values())
    first = ngettext(
        "In the next 7 days this rule makes %(count)s task.",
        "In the next 7 days this rule makes %(count)s tasks.",
        week,
    ) % {"count": f"{week:,}"}
    if new == old:
        return first, _("Over 30 days as many as now: %(count)s.") % {"count": f"{new:,}"}
    figures = {"count": f"{abs(new - old):,}", "old": f"{old:,}", "new": f"{new:,}"}
    if new > old:
        return first, _("Over 30 days %(count)s more than now: %(new)s instead of %(old)s.") % figures
    return first, _("Over 30 days %(count)s fewer than now: %(new)s instead of %(old)s.") % figures


def _people(by: Actor, found: Found, rows: list[dict[str, Any]]) -> list[Person]:
    known = dict(customers(by).filter(pk__in=[row["customer_id"] for row in rows]).values_list("pk", "name"))
    cars = names(by, [row["vehicle_id"] for row in rows if row["vehicle_id"]])
    return [_person(found, row, known.get(row["customer_id"], "—"), cars) for row in rows]


def _person(found: Found, row: dict[str, Any], name: str, cars: dict[int, str]) -> Person:
    facts = loads(row["facts"])
    return Person(
        kind=row["kind"], kind_words=str(words.KINDS[row["kind"]]), icon=words.KIND_ICONS[row["kind"]],
        changed=row["kind"] in ("new", "gone", "earlier", "later"), name=name, url_id=row["customer_id"],
        car=cars.get(row["vehicle_id"] or 0, ""), due_on=date.fromisoformat(row["due_on"]), old_on=_day(row["old_on"]),
        new_on=_day(row["new_on"]), why=queries.why(found.code, facts),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
