"""What both pages have in common: the wish in the address, how it is written again, sheets as they leave the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from cheyuan.insight.metrics.declaring import DIMS, Metric
from cheyuan.insight.metrics.period import EARLIEST, Days
from cheyuan.insight.metrics.queries.figures import STEPS
from cheyuan.insight.metrics.words import PARTS
from cheyuan.kernel.clock import day_of, now

LONGEST = 121


@dataclass(frozen=True)
class Wish:
    """Days, one store or all, filters by dim; how to split, in which steps, which rows, how many to leave out."""

    days: Days
    store: int | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    split: str = ""
    step: str = ""
    part: str = ""
    skip: int = 0
    strange: tuple[str, ...] = ()
    """Names of filters in the address that the metric does not know."""

    @property
    def stores(self) -> list[int] | None:
        """For queries."""
        return [self.store] if self.store else None

    @property
    def given(self) -> dict[str, Any]:
        """Stores and filters, for queries."""
        return {"stores": self.stores, "filters": self.filters}

    def query(self, **more: Any) -> str:
        """As a query string; ``more`` replaces parts of it."""
        named = {
            "from": self.days.first.isoformat(), "to": self.days.last.isoformat(), "store": self.store, "split": self.split,
            "step": self.step, "part": self.part, **self.filters, **more,
        }  # fmt: skip
        return urlencode({name: value for name, value in named.items() if value not in (None, "")})


def wish_of(given: Mapping[str, str], one: Metric | None = None) -> Wish:
    """What the address asks for; what cannot be read, or what the metric does not know, is left out."""
    known = one.dims if one else ("brand", "model")
    filters = {name: given.get(name, "").replace("\x00", "")[:LONGEST] for name in DIMS if name in known}
    strange = tuple(name for name in DIMS if one and name not in known and given.get(name))
    split, step, part = given.get("split", ""), given.get("step", ""), given.get("part", "")
    return Wish(
        _days(given), _number(given.get("store", "")) or None, {name: value for name, value in filters.items() if value},
        split if one and split in (*one.dims, "store") else "", step if step in STEPS else "", part if part in PARTS else "",
        _number(given.get("skip", "")), strange,
    )  # fmt: skip


def _days(given: Mapping[str, str]) -> Days:
    usual = Days.month_of(day_of(now()))
    first, last = _day(given.get("from", "")), _day(given.get("to", "")) or usual.last
    first = first or (usual.first if usual.first <= last else last.replace(day=1))
    return Days(min(first, last), last)


def _day(typed: str) -> date | None:
    try:
        return min(max(date.fromisoformat(typed), EARLIEST), day_of(now())) if typed else None
    except ValueError:
        return None


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def sheet(text: str, name: str) -> HttpResponse:
    """A CSV that sheet programs read as UTF-8."""
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
