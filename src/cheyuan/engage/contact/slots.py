"""When the store can take cars: the days and times of the next week by its hours, and how many are left at each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection

from cheyuan.base.policies.queries import values
from cheyuan.base.ui import human
from cheyuan.engage.contact.models import Booking
from cheyuan.engage.contact.openings import Hours, hours_between
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.kernel.errors import Refused

DAYS = 7
LEAD = timedelta(minutes=30)
SOME_DAY = date(2000, 1, 1)
"""Any day, to reckon with times of a day."""


@dataclass(frozen=True)
class Slot:
    """One time of a day and how many cars still fit."""

    at: datetime
    left: int

    @property
    def words(self) -> str:
        """ "Tue 14:00"."""
        return human.say_moment(self.at, now())


@dataclass(frozen=True)
class Day:
    """One day with its slots; closed days have none."""

    on: date
    slots: tuple[Slot, ...]

    @property
    def key(self) -> str:
        """The day in an address or a form."""
        return self.on.isoformat()

    @property
    def words(self) -> str:
        """ "Tue 24"."""
        return f"{human.WEEKDAYS[self.on.weekday()]} {self.on.day}"

    @property
    def left(self) -> int:
        """Cars that still fit on the day."""
        return sum(slot.left for slot in self.slots)


def _times(hours: Hours, minutes: int) -> list[time]:
    """The begins of slots from opening on: not within lunch, none less than an hour before closing."""
    found, at = [], datetime.combine(SOME_DAY, hours.opens)
    last = datetime.combine(SOME_DAY, hours.closes) - timedelta(hours=1)
    while at <= last:
        lunch = hours.lunch_from and hours.lunch_to and hours.lunch_from <= at.time() < hours.lunch_to
        if lunch and hours.lunch_to:
            at = datetime.combine(SOME_DAY, hours.lunch_to)
            continue
        found.append(at.time())
        at += timedelta(minutes=minutes)
    return found


def days(store_id: int, at: datetime, count: int = DAYS) -> list[Day]:
    """The next days on which one may book, today first while a slot of it is left."""
    today = day_of(at)
    policy = values("contact.slot_", store_id)
    minutes, capacity = policy["contact.slot_minutes"], policy["contact.slot_cars"]
    open_on = hours_between(store_id, today, today + timedelta(days=count))
    taken = _taken(store_id, moment(today), moment(today + timedelta(days=count + 1)))
    found = []
    for day in (today + timedelta(days=n) for n in range(count + 1)):
        begins = [moment(day, t.hour, t.minute) for t in _times(open_on[day], minutes)] if day in open_on else []
        slots = tuple(Slot(begin, max(0, capacity - taken[begin])) for begin in begins if begin > at + LEAD)
        found.append(Day(day, slots))
    return found[1:] if not found[0].slots else found[:count]


def _taken(store_id: int, since: datetime, until: datetime) -> Counter[datetime]:
    rows = Booking.objects.filter(store_id=store_id, at__gte=since, at__lt=until).exclude(state="cancelled")
    return Counter(rows.values_list("at", flat=True))


def take(store_id: int, at: datetime) -> None:
    """Hold the slot until the transaction ends; Refused: store_closed(field), slot_full(field) when no car fits any more."""
    day = day_of(at)
    hours = hours_between(store_id, day, day).get(day)
    clock = at.astimezone(moment(day).tzinfo).time()
    if hours is None or not hours.opens <= clock < hours.closes:
        raise Refused("store_closed", field="book_at")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [7_320_000 + store_id % 1000, int(at.timestamp()) // 60])
    capacity = values("contact.slot_", store_id)["contact.slot_cars"]
    if _taken(store_id, at, at + timedelta(minutes=1))[at] >= capacity:
        raise Refused("slot_full", field="book_at")
