"""Due dates as flags: each takes the lowest lane where no words lie over words and no stem cuts them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from cheyuan.base.ui import human
from cheyuan.base.ui.lifeline.axis import Axis
from cheyuan.base.ui.lifeline.data import Car, Due

WIDTH = 1000.0  # px of the line for which lanes are estimated
LANE = 22
LANE_TOP = 11
NEAR_DAYS = 30


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


def place(car: Car, axis: Axis) -> list[Flag]:
    """Give every due date the lowest free lane: no words over words, no stem through words."""
    placed: list[tuple[int, float, float, float]] = []  # lane, words begin, words end, stem (px)
    flags = []
    for index, due in enumerate(sorted(car.dues, key=lambda due: due.day)):
        if due.day > axis.end:
            continue
        x = axis.x(due.day) * WIDTH / 100
        words = _detail(due)
        size = 16 + text_width(due.label) + text_width(words)
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


def text_width(words: str) -> float:
    """About how many px a text of 12 px takes: Chinese signs 12, spaces and points 3.4, others 6.6."""
    return sum(12.0 if ord(sign) > 0x2E7F else 3.4 if sign in " .,:" else 6.6 for sign in words)


def small(flags: list[Flag]) -> list[dict[str, Any]]:
    """Flags of the one-line drawing; names that would touch are left out."""
    drawn, end = [], -100.0
    for flag in flags:
        wide = text_width(flag.due.label) / 3.4
        fits = flag.x > end and flag.x + wide < 101
        drawn.append({"flag": flag, "words": flag.due.label if fits else ""})
        end = flag.x + wide + 1 if fits else end
    return drawn
