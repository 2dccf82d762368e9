"""What the address of the cockpit asks for: days, what to compare with, store, brand, model; and how it is written again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from cheyuan.kernel.clock import day_of, now

PERIODS = ("month", "quarter", "year", "free")
COMPARED = ("before", "year")
LONGEST = 121
EARLIEST = date(2000, 1, 1)
FIRST_DAYS = 5
KEPT = ("p", "cmp", "store", "brand", "model")


def months_later(first: date, months: int) -> date:
    """The first day of a month so many months later (earlier below 0)."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def moved(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    first = months_later(day.replace(day=1), months)
    return min(first + timedelta(days=day.day - 1), months_later(first, 1) - timedelta(days=1))


@dataclass(frozen=True)
class Wish:
    """From ``first`` to ``last``, both included and never after today; ``store`` None: all; ``today`` is when it is asked."""

    period: str
    first: date
    last: date
    today: date
    compare: str = "before"
    store: int | None = None
    brand: str = ""
    model: str = ""

    @property
    def stores(self) -> list[int] | None:
        """For questions."""
        return [self.store] if self.store else None

    @property
    def filters(self) -> dict[str, str]:
        """For questions."""
        return {name: value for name, value in (("brand", self.brand), ("model", self.model)) if value}

    @property
    def before(self) -> tuple[date, date]:
        """The days to compare with: as much time before, up to the same point of it; or the same days a year ago."""
        if self.compare == "year":
            return moved(self.first, -12), moved(self.last, -12)
        months = {"month": 1, "quarter": 3, "year": 12}.get(self.period)
        if months is None:
            days = self.last - self.first
            return self.first - days - timedelta(days=1), self.first - timedelta(days=1)
        start = moved(self.first, -months)
        return start, min(
            moved(self.last, -months) if self.last == self.today else date.max, self.first - timedelta(days=1)
        )

    def neighbour(self, steps: int) -> "Wish | None":
        """The period before (−1) or after (1); None after today and for free days."""
        months = {"month": 1, "quarter": 3, "year": 12}.get(self.period)
        if months is None:
            return None
        first = months_later(self.first, months * steps)
        last = months_later(first, months) - timedelta(days=1)
        return None if first > self.today else replace(self, first=first, last=min(last, self.today))

    def query(self, **more: Any) -> str:
        """As a query string; ``more`` replaces parts of it."""
        free = self.period == "free"
        named = {
            "p": self.period, "from": self.first.isoformat(), "to": self.last.isoformat() if free else "",
            "cmp": self.compare if self.compare != "before" else "", "store": self.store, **self.filters, **more,
        }  # fmt: skip
        return urlencode({name: value for name, value in named.items() if value not in (None, "")})

    def rows_query(self, **more: Any) -> str:
        """The same days and filters for the page of a metric."""
        named = {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "store": self.store,
            **self.filters,
            **more,
        }
        return urlencode({name: value for name, value in named.items() if value not in (None, "")})

    def kept(self) -> dict[str, Any]:
        """What a person may keep as theirs: no days, as they pass."""
        named = {
            "p": self.period if self.period != "free" else "month", "cmp": self.compare, "store": self.store or "",
            "brand": self.brand, "model": self.model,
        }  # fmt: skip
        return {name: value for name, value in named.items() if value}


def wish_of(given: Mapping[str, Any], today: date | None = None) -> Wish:
    """What can be read of an address; what cannot is left as it usually is."""
    today = today or day_of(now())
    period = given.get("p", "") if given.get("p", "") in PERIODS else "month"
    first, last = _days(period, _day(given.get("from", ""), today), _day(given.get("to", ""), today), today)
    compare = given.get("cmp", "") if given.get("cmp", "") in COMPARED else "before"
    brand, model = (str(given.get(name, "")).replace("\x00", "")[:LONGEST] for name in ("brand", "model"))
    model = model if of_brand(model, brand) else ""
    return Wish(period, first, last, today, compare, _number(str(given.get("store", ""))) or None, brand, model)


def of_brand(model: str, brand: str) -> bool:
    """Whether a model, which is named with its brand, is one of this brand (or there is none)."""
    return not brand or f"{model} ".startswith(f"{brand} ")


def _days(period: str, first: date | None, last: date | None, today: date) -> tuple[date, date]:
    if period == "free":
        last = last or today
        first = first or last.replace(day=1)
        return min(first, last), max(first, last)
    if period == "year":
        begin = (first or months_later(today.replace(day=1), -11)).replace(day=1)
        return begin, min(months_later(begin, 12) - timedelta(days=1), today)
    usual = today if first is None else first
    if first is None and period == "month" and today.day <= FIRST_DAYS:
        usual = today.replace(day=1) - timedelta(days=1)
    begin = usual.replace(day=1) if period == "month" else date(usual.year, (usual.month - 1) // 3 * 3 + 1, 1)
    return begin, min(months_later(begin, 3 if period == "quarter" else 1) - timedelta(days=1), today)


def _day(typed: Any, today: date) -> date | None:
    try:
        return min(max(date.fromisoformat(str(typed)), EARLIEST), today) if typed else None
    except ValueError:
        return None


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
