"""All cars on one axis, ready for the template."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from cheyuan.base.ui import human
from cheyuan.base.ui.lifeline.axis import Axis, axis_for, ticks_of
from cheyuan.base.ui.lifeline.data import Car
from cheyuan.base.ui.lifeline.flags import LANE, Flag, place, small
from cheyuan.base.ui.lifeline.past import odometer_of, visits_of

AXIS_TOP = 92
BELOW = 84


SHOWN = 5
"""So many cars are in sight; a fleet's other ones are folded away below them."""


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
    """Whether the words of the axis stand below it: the last one in sight, and the last of all."""
    folds: bool = False
    """Whether the cars from here on are folded away."""
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
    more: int = 0
    """How many cars are folded away."""


def draw(cars: Sequence[Car], today: date) -> Picture:
    """Lay out cars on a shared axis."""
    axis = axis_for(cars, today)
    rows = [_row(car, axis) for car in cars]
    more = len(rows) - SHOWN if len(rows) > SHOWN + 1 else 0
    if rows:
        rows[-1].last = True
    if more:
        rows[SHOWN - 1].last = rows[SHOWN].folds = True
    return Picture(axis, rows, *ticks_of(axis), more)


def _row(car: Car, axis: Axis) -> Row:
    flags = place(car, axis)
    lanes = 1 + max((flag.lane for flag in flags), default=0)
    axis_y = AXIS_TOP + LANE * max(0, lanes - 3)
    begin = min([day for day in (car.delivered, *(visit.day for visit in car.visits)) if day] or [axis.today])
    return Row(
        car=car,
        flags=flags,
        visits=visits_of(car, axis),
        later=[(axis.x(day), _later(day)) for day in car.later if axis.today < day <= axis.end],
        start=axis.x(begin),
        axis_y=axis_y,
        odometer=odometer_of(car, axis),
        summary=_summary(car),
        small=small(flags),
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
