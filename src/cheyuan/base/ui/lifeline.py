"""The life line of cars: one axis from delivery to the next years, laid out here from plain data, drawn by a template.

The scale changes at today: years before, months after. All x are percentages of the width, so that dots and words never
scale; y are pixels. Flags take the lowest free lane, estimated for a line 1000 px wide; near the right edge the words
turn left of the stem.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from cheyuan.base.ui import human
from cheyuan.kernel import money

LEFT, TODAY, RIGHT = 1.0, 43.5, 99.3
NEW_CAR_TODAY = 20.0
WIDTH = 1000.0
LANE = 22
LANE_TOP = 11
AXIS_TOP = 92
BELOW = 84
KM_HEIGHT = 42
LABELLED_FROM = 150_000  # fen: the dearest visits carry their words
NEAR_DAYS = 30


@dataclass(frozen=True)
class Visit:
    """A past visit; ``kind``: service (filled), repair (ring), body (struck ring), other (grey)."""

    day: date
    kind: str
    fen: int
    label: str
    km: int | None = None


@dataclass(frozen=True)
class Reading:
    """An odometer reading."""

    day: date
    km: int


@dataclass(frozen=True)
class Due:
    """Something coming: when (with its earliest and latest day when it is a forecast), and why in words."""

    day: date
    label: str
    why: str = ""
    early: date | None = None
    late: date | None = None
    detail: str = ""
    actions: tuple[tuple[str, str], ...] = ()  # (words, address)


@dataclass(frozen=True)
class Car:
    """One car: name, small lines under it, its past and what comes. ``later``: services after the next one."""

    key: str
    name: str
    lines: tuple[str, ...] = ()
    delivered: date | None = None
    visits: tuple[Visit, ...] = ()
    readings: tuple[Reading, ...] = ()
    dues: tuple[Due, ...] = ()
    later: tuple[date, ...] = ()
    km_now: int | None = None
    km_end: int | None = None
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Axis:
    """The shared axis: percent of the width for any day."""

    start: date
    today: date
    end: date
    at_today: float

    def x(self, day: date) -> float:
        """Percent of the width, kept within the axis."""
        if day <= self.today:
            share = (day - self.start).days / max(1, (self.today - self.start).days)
            return LEFT + max(0.0, share) * (self.at_today - LEFT)
        share = (day - self.today).days / max(1, (self.end - self.today).days)
        return self.at_today + min(1.0, share) * (RIGHT - self.at_today)


@dataclass
class Flag:
    """A due date drawn: its place, lane, side of the words, band and explanation."""

    due: Due
    key: str
    x: float
    lane: int
    turned: bool
    state: str
    band: tuple[float, float] | None
    words: str
    labelled: bool = True

    @property
    def y(self) -> int:
        """Top of the flag."""
        return LANE_TOP + LANE * self.lane


@dataclass
class Row:
    """One car drawn."""

    car: Car
    flags: list[Flag]
    visits: list[dict[str, Any]]
    later: list[tuple[float, str]]
    start: float
    axis_y: int
    odometer: dict[str, Any]
    last: bool = False
    summary: str = ""
    small: list[dict[str, Any]] = field(default_factory=list)

    @property
    def height(self) -> int:
        """Height of the wide drawing."""
        return self.axis_y + BELOW


@dataclass(frozen=True)
class Picture:
    """All cars on one axis."""

    axis: Axis
    rows: list[Row]
    ticks: list[dict[str, Any]]
    minor: list[float]


def draw(cars: Sequence[Car], today: date) -> Picture:
    """Lay out cars on a shared axis."""
    axis = axis_for(cars, today)
    rows = [_row(car, axis) for car in cars]
    if rows:
        rows[-1].last = True
    return Picture(axis, rows, *_ticks(axis))


def axis_for(cars: Sequence[Car], today: date) -> Axis:
    """From the first delivery (or visit) to the end of the year after next; young fleets give their past less room."""
    known = [day for car in cars for day in (car.delivered, *(visit.day for visit in car.visits[:1])) if day]
    start = min([*known, today])
    age = (today - start).days
    room = NEW_CAR_TODAY + min(1.0, age / 1000) * (TODAY - NEW_CAR_TODAY)
    if age < 1:
        start = date.fromordinal(today.toordinal() - 30)
    return Axis(start, today, date(today.year + 2, 12, 31), round(room, 2))


def _ticks(axis: Axis) -> tuple[list[dict[str, Any]], list[float]]:
    """Years with their numbers, and quarters of the years to come; numbers that would touch are left out."""
    ticks: list[dict[str, Any]] = []
    minor: list[float] = []
    last = -100.0
    for year in range(axis.start.year, axis.end.year + 1):
        for month in (1, 4, 7, 10):
            day = date(year, month, 1)
            if not axis.start < day <= axis.end or (month > 1 and day <= axis.today):
                continue
            x = axis.x(day)
            minor.append(x)
            room = 3.6 if month == 1 else 5.2
            words = str(year) if month == 1 else _month(day)
            if x - last >= room and abs(x - axis.at_today) > 2.2 and x < 98:
                ticks.append({"x": percent(x), "words": words})
                last = x
    return ticks, minor


def _month(day: date) -> str:
    return str(human.MONTHS[day.month - 1])


def percent(x: float) -> str:
    """An svg coordinate."""
    return f"{x:.2f}%"


def _row(car: Car, axis: Axis) -> Row:
    flags = place(car, axis)
    lanes = 1 + max((flag.lane for flag in flags), default=0)
    axis_y = AXIS_TOP + LANE * max(0, lanes - 3)
    begin = min([day for day in (car.delivered, *(visit.day for visit in car.visits)) if day] or [axis.today])
    return Row(
        car=car,
        flags=flags,
        visits=_visits(car, axis),
        later=[(axis.x(day), _later(day)) for day in car.later if axis.today < day <= axis.end],
        start=axis.x(begin),
        axis_y=axis_y,
        odometer=_odometer(car, axis),
        summary=_summary(car),
        small=_small(flags),
    )


def _later(day: date) -> str:
    return gettext("the service after that, about %(month)s") % {"month": human.month(day)}


def _summary(car: Car) -> str:
    """What a screen reader says instead of the picture."""
    coming = "; ".join(
        f"{due.label} {human.full_date(due.day)}" for due in sorted(car.dues, key=lambda due: due.day)[:4]
    )
    facts = {"car": car.name, "visits": len(car.visits), "coming": coming or "—"}
    if car.delivered is None:
        return gettext("Life line of %(car)s: %(visits)s visits; coming: %(coming)s") % facts
    facts["day"] = human.full_date(car.delivered)
    return gettext("Life line of %(car)s: delivered %(day)s, %(visits)s visits; coming: %(coming)s") % facts


def radius(fen: int) -> float:
    """A visit's dot: 2.5 px and the root of its yuan over 8.2, at most 12 px."""
    return min(12.0, 2.5 + math.sqrt(max(0, fen) / 100) / 8.2)


def _visits(car: Car, axis: Axis) -> list[dict[str, Any]]:
    words = _dearest(car, axis)
    drawn = []
    for visit in sorted(car.visits, key=lambda visit: visit.day):
        title = f"{human.say_date(visit.day, axis.today)} {visit.label} {money.show(visit.fen)}"
        if visit.km is not None:
            title += f", {human.kilometres(visit.km)}"
        size, small = radius(visit.fen), max(2.0, radius(visit.fen) * 0.63)
        drawn.append(
            {
                "x": percent(axis.x(visit.day)),
                "r": f"{size:.1f}",
                "small": f"{small:.1f}",
                "hatch": f"{size * 0.6:.1f}",
                "css": {"service": "", "repair": "fix", "body": "body"}.get(visit.kind, "other"),
                "title": title,
                "words": f"{visit.label} {money.show(visit.fen)}" if visit in words else "",
            }
        )
    return drawn


def _dearest(car: Car, axis: Axis) -> list[Visit]:
    """The dearest visits whose words find room above the line, beside the words of the delivery."""
    taken = [(axis.x(car.delivered) - 1, axis.x(car.delivered) + 15)] if car.delivered else []
    chosen: list[Visit] = []
    for visit in sorted(car.visits, key=lambda visit: -visit.fen)[:4]:
        half = 50 * _width(f"{visit.label} {money.show(visit.fen)}") / WIDTH
        x = axis.x(visit.day)
        free = all(x + half < begin or x - half > end for begin, end in taken)
        if visit.fen >= LABELLED_FROM and free and x - half > 0 and x + half < axis.at_today - 0.8:
            chosen.append(visit)
            taken.append((x - half - 1, x + half + 1))
    return chosen[:3]


def _width(words: str) -> float:
    """About how many px a text of 12 px takes: Chinese signs 12, spaces and points 3.4, others 6.6."""
    return sum(12.0 if ord(sign) > 0x2E7F else 3.4 if sign in " .,:" else 6.6 for sign in words)


def place(car: Car, axis: Axis) -> list[Flag]:
    """Give every due date the lowest free lane: no words over words, no stem through words."""
    placed: list[tuple[int, float, float, float]] = []  # lane, words begin, words end, stem (px)
    flags = []
    for index, due in enumerate(sorted(car.dues, key=lambda due: due.day)):
        if due.day > axis.end:
            continue
        x = axis.x(due.day) * WIDTH / 100
        words = _detail(due)
        size = 16 + _width(due.label) + _width(words)
        turned = x + size > WIDTH
        begin, end = (x - size - 4, x - 6) if turned else (x + 10, x + size)
        lane = _lane(placed, begin, end, x)
        placed.append((lane, begin, end, x))
        flags.append(
            Flag(
                due,
                f"{car.key}-{index}",
                axis.x(due.day),
                lane,
                turned,
                _state(due, axis.today),
                _band(due, axis),
                words,
            )
        )
    return flags


def _lane(placed: list[tuple[int, float, float, float]], begin: float, end: float, stem: float) -> int:
    lane = 0
    while True:
        words_meet = any(
            at == lane and begin - 14 < other_end and end > other - 14 for at, other, other_end, _ in placed
        )
        stem_cuts = any(at > lane and other < stem < other_end for at, other, other_end, _ in placed)
        is_cut = any(at < lane and begin < other_stem < end for at, _, _, other_stem in placed)
        if not (words_meet or stem_cuts or is_cut) or lane > 6:
            return lane
        lane += 1


def _detail(due: Due) -> str:
    """The date, its uncertainty in days, and what else is said beside the flag."""
    words = human.month_and_day(due.day)
    if due.early and due.late and due.early < due.late:
        words += gettext(" ± %(days)s d") % {"days": max(1, (due.late - due.early).days // 2)}
    return gettext("%(date)s, %(more)s") % {"date": words, "more": due.detail} if due.detail else words


def _state(due: Due, today: date) -> str:
    away = (due.day - today).days
    return "late" if away < 0 else "near" if away <= NEAR_DAYS else ""


def _band(due: Due, axis: Axis) -> tuple[float, float] | None:
    if not (due.early and due.late and due.early < due.late):
        return None
    begin, end = axis.x(max(due.early, axis.today)), axis.x(due.late)
    return (begin, max(0.8, end - begin))


def _small(flags: list[Flag]) -> list[dict[str, Any]]:
    """Flags of the one-line drawing; names that would touch are left out."""
    drawn, end = [], -100.0
    for flag in flags:
        wide = _width(flag.due.label) / 3.4
        fits = flag.x > end and flag.x + wide < 101
        drawn.append({"flag": flag, "words": flag.due.label if fits else ""})
        end = flag.x + wide + 1 if fits else end
    return drawn


def _odometer(car: Car, axis: Axis) -> dict[str, Any]:
    """The slope of kilometres as two paths in a 1000 × 100 box, stretched over the width."""
    points = {reading.day: reading.km for reading in car.readings}
    points.update({visit.day: visit.km for visit in car.visits if visit.km is not None})
    if car.delivered:
        points.setdefault(car.delivered, 0)
    if car.km_now is not None:
        points[axis.today] = car.km_now
    most = max([*points.values(), car.km_end or 0, 1])
    past = [(axis.x(day) * 10, 98 - 90 * km / most) for day, km in sorted(points.items()) if day <= axis.today]
    if len(past) < 2 or most <= 1:
        return {}
    line = " ".join(f"{x:.1f} {y:.1f}" for x, y in past)
    last_x, last_y = past[-1]
    return {
        "line": f"M{line}",
        "area": f"M{line} {last_x:.1f} 98 {past[0][0]:.1f} 98z",
        "future": f"M{last_x:.1f} {last_y:.1f}L{RIGHT * 10:.1f} {98 - 90 * car.km_end / most:.1f}"
        if car.km_end
        else "",
        "now_y": round(last_y * KM_HEIGHT / 100) + (16 if last_y < 50 else -7),
    }
