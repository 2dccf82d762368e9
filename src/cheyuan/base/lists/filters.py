"""Filters of a list: how they are read from an address, what they ask the database, how they are said in words.

Values come from the address bar: whatever cannot be read is no filter. What is asked (``where``) is written by the list.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Protocol

from django.db.models import Q
from django.utils.translation import gettext

from cheyuan.base.ui import human
from cheyuan.kernel import money, text
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused

_RELATIVE = re.compile(r"([+-]?\d{1,4})d")
_LONGEST = 80
Range = tuple[Any, Any]


class Filter(Protocol):
    """What every kind of filter can do."""

    kind: ClassVar[str]

    @property
    def key(self) -> str:
        """Its name in the address."""

    @property
    def label(self) -> object:
        """Its name for people."""

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of the address that it reads."""

    def read(self, raw: Mapping[str, str]) -> Any:
        """The value asked for, None when there is none."""

    def q(self, by: Actor, value: Any) -> Q:
        """The condition."""

    def say(self, value: Any) -> str:
        """The value in words."""


@dataclass(frozen=True)
class Text:
    """Words typed in; ``where(by, words)``."""

    key: str
    label: object
    where: Callable[[Actor, str], Q]
    hint: object = ""
    kind: ClassVar[str] = "text"

    @property
    def names(self) -> tuple[str, ...]:
        """One field."""
        return (self.key,)

    def read(self, raw: Mapping[str, str]) -> str | None:
        """The words, at most 80 signs."""
        return text.half(raw.get(self.key, "").replace("\x00", ""))[:_LONGEST] or None

    def q(self, by: Actor, value: str) -> Q:
        """As the list declares."""
        return self.where(by, value)

    def say(self, value: str) -> str:
        """The words themselves."""
        return value


@dataclass(frozen=True)
class Choice:
    """One of some options (value, label), a sequence or a function of nothing; ``where(by, value)``."""

    key: str
    label: object
    options: Sequence[tuple[str, object]] | Callable[[], Sequence[tuple[str, object]]]
    where: Callable[[Actor, str], Q]
    kind: ClassVar[str] = "choice"

    @property
    def names(self) -> tuple[str, ...]:
        """One field."""
        return (self.key,)

    def all(self) -> Sequence[tuple[str, object]]:
        """The options now."""
        return self.options() if callable(self.options) else self.options

    def read(self, raw: Mapping[str, str]) -> str | None:
        """The value when it is one of the options."""
        value = raw.get(self.key, "")
        return value if any(value == known for known, _ in self.all()) else None

    def q(self, by: Actor, value: str) -> Q:
        """As the list declares."""
        return self.where(by, value)

    def say(self, value: str) -> str:
        """The option's label."""
        return next((str(label) for known, label in self.all() if known == value), value)


@dataclass(frozen=True)
class Yes:
    """Yes or no; ``where(by, bool)``."""

    key: str
    label: object
    where: Callable[[Actor, bool], Q]
    kind: ClassVar[str] = "yes"

    @property
    def names(self) -> tuple[str, ...]:
        """One field."""
        return (self.key,)

    def read(self, raw: Mapping[str, str]) -> bool | None:
        """1 or 0."""
        return {"1": True, "0": False}.get(raw.get(self.key, ""))

    def q(self, by: Actor, value: bool) -> Q:
        """As the list declares."""
        return self.where(by, value)

    def say(self, value: bool) -> str:
        """Yes or no."""
        return gettext("yes") if value else gettext("no")


@dataclass(frozen=True)
class Dates:
    """From one day to another, both included; days are ISO or counted from today ("-30d"); ``where(by, since, until)``."""

    key: str
    label: object
    where: Callable[[Actor, date | None, date | None], Q]
    kind: ClassVar[str] = "dates"

    @property
    def names(self) -> tuple[str, ...]:
        """Two fields."""
        return (f"{self.key}_from", f"{self.key}_to")

    def read(self, raw: Mapping[str, str]) -> Range | None:
        """The two days; None when neither can be read."""
        ends = tuple(_day(raw.get(name, "")) for name in self.names)
        return (ends[0], ends[1]) if any(ends) else None

    def q(self, by: Actor, value: Range) -> Q:
        """As the list declares."""
        return self.where(by, *value)

    def say(self, value: Range) -> str:
        """From, until or between."""
        return _between(*(human.full_date(day) if day else "" for day in value))


@dataclass(frozen=True)
class Numbers:
    """From one number to another, both included; ``fen`` reads yuan as fen; ``where(by, least, most)``."""

    key: str
    label: object
    where: Callable[[Actor, int | None, int | None], Q]
    fen: bool = False
    unit: object = ""
    kind: ClassVar[str] = "numbers"

    @property
    def names(self) -> tuple[str, ...]:
        """Two fields."""
        return (f"{self.key}_from", f"{self.key}_to")

    def read(self, raw: Mapping[str, str]) -> Range | None:
        """The two numbers; None when neither can be read."""
        ends = tuple(self._number(raw.get(name, "")) for name in self.names)
        return (ends[0], ends[1]) if any(end is not None for end in ends) else None

    def _number(self, typed: str) -> int | None:
        try:
            return (text.fen(typed) if self.fen else int(text.number(typed))) if typed else None
        except (Refused, ValueError, OverflowError):
            return None

    def q(self, by: Actor, value: Range) -> Q:
        """As the list declares."""
        return self.where(by, *value)

    def say(self, value: Range) -> str:
        """From, until or between."""
        said = ("" if end is None else money.show(end) if self.fen else f"{end:,} {self.unit}".strip() for end in value)
        return _between(*said)


def _day(typed: str) -> date | None:
    found = _RELATIVE.fullmatch(typed.strip())
    if found:
        return day_of(now()) + timedelta(days=int(found[1]))
    try:
        return date.fromisoformat(typed.strip()) if typed else None
    except ValueError:
        return None


def _between(least: str, most: str) -> str:
    if least and most:
        return least if least == most else gettext("%(least)s to %(most)s") % {"least": least, "most": most}
    return gettext("from %(least)s") % {"least": least} if least else gettext("up to %(most)s") % {"most": most}


def span(field: str) -> Callable[[Actor, Any, Any], Q]:
    """The condition of a range on a field whose name the list writes; both ends included."""

    def where(by: Actor, least: Any, most: Any) -> Q:
        ends = {f"{field}__gte": least, f"{field}__lte": most}
        return Q(*((name, end) for name, end in ends.items() if end is not None))

    return where


def equals(field: str) -> Callable[[Actor, Any], Q]:
    """The condition that a field, whose name the list writes, has the value."""
    return lambda by, value: Q((field, value))
