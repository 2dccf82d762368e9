"""When people may be contacted: the store's own calendar and zone, as windows that SQL can join (CARE-08, P7)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from cheyuan.base.policies.queries import values_of_stores
from cheyuan.base.tenancy.models import OpeningHours, SpecialDay, Store
from cheyuan.kernel.calendar import is_working_day
from cheyuan.kernel.clock import day_of

DAYS = 14
"""How far ahead windows are drawn; what is planned later is judged again then."""
FAR = timedelta(days=3650)


class Window(NamedTuple):
    """A stretch in which a kind of contact (call, message) is allowed.

    Whatever is wanted from ``since`` (the end of the stretch before) until ``closes`` may happen from ``opens`` on;
    ``why`` says what forbids it before: quiet_hours, lunch or closed_day.
    """

    store_id: int
    kind: str
    marketing: bool
    since: datetime
    opens: datetime
    closes: datetime
    why: str


class Day(NamedTuple):
    """A day of a store: its hours (None: closed) and its lunch (None: none)."""

    hours: tuple[time, time] | None
    lunch: tuple[time, time] | None
    works: bool


USUAL = OpeningHours(opens=time(8, 30), closes=time(18))
"""The hours of every day in a store that has entered none."""


def call_hours(store_id: int, *, marketing: bool, since: date, until: date) -> dict[date, list[tuple[time, time]]]:
    """Day → the stretches, by the clock on the store's wall, in which people may be called; only days that have some."""
    values = values_of_stores("channels.", [store_id])
    zone = zone_of(store_id)
    special = _special([store_id], since, until).get(store_id, {})
    home = Home(store_id, zone, values[store_id], _weeks([store_id]).get(store_id, {}), special)
    days = (since + timedelta(days=number) for number in range((until - since).days + 1))
    return {day: spans for day in days if (spans := home.spans("call", marketing, day))}


def zone_of(store_id: int) -> ZoneInfo:
    """The time zone of a store."""
    return ZoneInfo(Store.objects.values_list("zone", flat=True).get(pk=store_id))


def windows(store_ids: Sequence[int], at: datetime) -> list[Window]:
    """The windows of these stores from ``at`` on, without gap: every later moment lies in exactly one of each kind."""
    values = values_of_stores("channels.", store_ids)
    weeks, special = _weeks(store_ids), _special(store_ids, *_around(at))
    found: list[Window] = []
    for id, zone in Store.objects.filter(pk__in=store_ids).values_list("pk", "zone"):
        home = Home(id, ZoneInfo(zone), values[id], weeks.get(id, {}), special.get(id, {}))
        for kind in ("call", "message"):
            for marketing in (True, False):
                found += home.windows(kind, marketing, at)
    return found


class Home:
    """One store's calendar."""

    def __init__(
        self, store_id: int, zone: ZoneInfo, values: Mapping[str, Any], week: Mapping[int, OpeningHours],
        special: Mapping[date, SpecialDay],
    ) -> None:  # fmt: skip
        self.store_id, self.zone, self.values, self.week, self.special = store_id, zone, values, week, special

    def day(self, day: date) -> Day:
        """What the store does on a day."""
        usual, other = self.week.get(day.weekday()) if self.week else USUAL, self.special.get(day)
        lunch = (usual.lunch_from, usual.lunch_to) if usual and usual.lunch_from and usual.lunch_to else None
        shipped = (_hour(self.values["channels.lunch_from"]), _hour(self.values["channels.lunch_to"]))
        hours = (usual.opens, usual.closes) if usual else None
        if other:
            hours = (other.opens, other.closes) if other.opens and other.closes else None
        return Day(hours, lunch or shipped, is_working_day(day))

    def spans(self, kind: str, marketing: bool, day: date) -> list[tuple[time, time]]:
        """The stretches of a day in which this kind of contact is allowed, by the clock on the store's wall."""
        told = self.day(day)
        counts = self.values["channels.days_marketing" if marketing else "channels.days_service"]
        if (counts != "every" or kind == "call") and told.hours is None:
            return []
        if counts == "working" and not told.works:
            return []
        first, last = _hour(self.values["channels.quiet_to"]), _hour(self.values["channels.quiet_from"])
        if kind != "call" or told.hours is None:
            return [(first, last)]
        first, last = max(first, told.hours[0]), min(last, told.hours[1])
        lunch = told.lunch
        parts = [(first, min(last, lunch[0])), (max(first, lunch[1]), last)] if lunch else [(first, last)]
        return [(start, end) for start, end in parts if start < end]

    def windows(self, kind: str, marketing: bool, at: datetime) -> Iterator[Window]:
        """The windows of the coming days."""
        today = day_of(at, self.zone)
        since, missed, spoken = at - timedelta(days=2), False, ""
        for number in range(-1, DAYS):
            day = today + timedelta(days=number)
            spans = self.spans(kind, marketing, day)
            missed = missed or (not spans and number >= 0)
            for place, (start, end) in enumerate(spans):
                opens, closes = self._moment(day, start), self._moment(day, end)
                spoken = "lunch" if place else "closed_day" if missed else "quiet_hours"
                yield Window(self.store_id, kind, marketing, since, opens, closes, spoken)
                since, missed = closes, False
        end_of = max(since, at + timedelta(days=1))
        yield Window(self.store_id, kind, marketing, since, end_of, at + FAR, "closed_day")

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)


def _hour(hour: int) -> time:
    return time(hour) if hour < 24 else time(23, 59, 59)


def _weeks(store_ids: Sequence[int]) -> dict[int, dict[int, OpeningHours]]:
    found: dict[int, dict[int, OpeningHours]] = {}
    for one in OpeningHours.objects.filter(store_id__in=store_ids):
        found.setdefault(one.store_id, {})[one.weekday] = one
    return found


def _around(at: datetime) -> tuple[date, date]:
    return (at - timedelta(days=2)).date(), (at + timedelta(days=DAYS + 1)).date()


def _special(store_ids: Sequence[int], since: date, until: date) -> dict[int, dict[date, SpecialDay]]:
    found: dict[int, dict[date, SpecialDay]] = {}
    for one in SpecialDay.objects.filter(store_id__in=store_ids, day__range=(since, until)):
        found.setdefault(one.store_id, {})[one.day] = one
    return found
