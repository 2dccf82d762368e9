"""The greeting calendar of a store: its entries as they hold, and their days month by month with what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from cheyuan.base.policies.queries import value
from cheyuan.engage.greetings.greeting import Greeting, in_force
from cheyuan.engage.greetings.models import Version, Wave
from cheyuan.engage.greetings.rights import VIEW
from cheyuan.engage.greetings.shipped import BY_CODE
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.almanac import occurrences
from cheyuan.kernel.dates import add_months
from cheyuan.kernel.errors import Missing

APART = 7
"""Days between two greetings below which the contact policy holds the second back (CARE-08: one offer in seven days)."""


@dataclass(frozen=True)
class Day:
    """An entry on one of its days. ``near`` is the greeting that is on within a week before it; ``wave`` what became of it."""

    day: date
    cycle: int
    greeting: Greeting
    near: str
    wave: Wave | None


@dataclass(frozen=True)
class Month:
    """A month: its days, how many greetings are on (weather advice that went out counts), how many the policy wants, and
    what would fill it."""

    first: date
    days: Sequence[Day]
    on: int
    least: int
    proposals: Sequence[Day]

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.least - self.on)


def greetings(by: Actor, store_id: int) -> list[Greeting]:
    """Every entry of the store's calendar: shipped ones in their order, then its own."""
    by.require(VIEW.name)
    rows = Version.objects.filter(store_id=store_id).order_by("code", "-pk").distinct("code")
    told = {row.code: row for row in rows}
    own = sorted(set(told) - set(BY_CODE), key=lambda code: told[code].pk)
    return [_of(code, told.get(code)) for code in (*BY_CODE, *own)]


def greeting(by: Actor, store_id: int, code: str) -> Greeting:
    """One of them; Missing for a code that the store does not have."""
    by.require(VIEW.name)
    row = Version.objects.filter(store_id=store_id, code=code).order_by("-pk").first()
    if row is None and code not in BY_CODE:
        raise Missing("greeting", code)
    return _of(code, row)


def _of(code: str, row: Version | None) -> Greeting:
    return in_force(code, row.values if row else None, row.pk if row else 0)


def versions(by: Actor, store_id: int, code: str) -> list[Version]:
    """What was said about an entry, newest first."""
    by.require(VIEW.name)
    return list(Version.objects.filter(store_id=store_id, code=code).order_by("-pk")[:50])


def switched_on(store_id: int, kind: str, on: date | None = None) -> bool:
    """Whether the care rule behind a kind of greeting is on in the store (CARE-R15; CARE-R16 for seasons and weather)."""
    rule = "R16" if kind in ("weather", "season") else "R15"
    return bool(value(f"care.on_{rule}", store_id, on))


def due(by: Actor, store_id: int, day: date) -> list[tuple[Greeting, int]]:
    """What leaves on a day: (entry, year of its rule), of entries that are on."""
    found = []
    for one in greetings(by, store_id):
        if one.rule and one.on and switched_on(store_id, one.kind, day):
            found += [(one, year) for year, _day in occurrences(one.rule, day, day)]
    return found


def calendar(by: Actor, store_id: int, today: date, months: int = 12) -> list[Month]:
    """This month and those that follow; days with a wave show it."""
    first = today.replace(day=1)
    last = add_months(first, months) - timedelta(days=1)
    waves = {(one.code, one.cycle): one for one in Wave.objects.filter(store_id=store_id, day__range=(first, last))}
    live = {kind: switched_on(store_id, kind) for kind in ("festival", "season")}
    days: list[tuple[date, int, Greeting]] = []
    for one in greetings(by, store_id):
        if one.rule:
            days += [(day, year, one) for year, day in occurrences(one.rule, first - timedelta(days=APART), last)]
    days.sort(key=lambda found: (found[0], not found[2].on, found[2].code))
    sent = [day for day, _year, one in days if one.on and live["season" if one.kind == "season" else "festival"]]
    least = int(value("care.r15_least", store_id))
    weather = _weather(store_id, first, last)
    known = [_day(day, year, one, days, waves) for day, year, one in days]
    return [_month(add_months(first, n), known, sent, least, weather, today) for n in range(months)]


def _weather(store_id: int, first: date, last: date) -> Mapping[tuple[int, int], int]:
    rows = Wave.objects.filter(store_id=store_id, kind="weather", state="held", day__range=(first, last))
    counted = rows.values_list("day__year", "day__month").annotate(n=Count("pk"))
    return {(year, month): n for year, month, n in counted}


def _day(
    day: date,
    year: int,
    one: Greeting,
    days: Sequence[tuple[date, int, Greeting]],
    waves: Mapping[tuple[str, str], Wave],
) -> Day:
    near = [other for when, _year, other in days if other.on and other != one and timedelta() <= day - when < timedelta(APART)
            and (when != day or other.code < one.code)]  # fmt: skip
    return Day(day, year, one, near[-1].title if near else "", waves.get((one.code, str(year))))


def _month(
    first: date,
    known: Sequence[Day],
    sent: Sequence[date],
    least: int,
    weather: Mapping[tuple[int, int], int],
    today: date,
) -> Month:
    own = [one for one in known if (one.day.year, one.day.month) == (first.year, first.month)]
    on = sum((day.year, day.month) == (first.year, first.month) for day in sent)
    on += weather.get((first.year, first.month), 0)
    return Month(first, own, on, least, _proposals(own, sent, least - on, today))


def _proposals(own: Sequence[Day], sent: Sequence[date], missing: int, today: date) -> list[Day]:
    """Entries that are off and would fill the month, solar terms before others, each a week away from what is on."""
    taken = list(sent)
    found: list[Day] = []
    free = sorted((one for one in own if not one.greeting.on and one.day > today),
                  key=lambda one: (one.greeting.kind != "term", one.day))  # fmt: skip
    for one in free:
        if len(found) < missing and all(abs((one.day - day).days) >= APART for day in taken):
            found.append(one)
            taken.append(one.day)
    return sorted(found, key=lambda one: one.day)
