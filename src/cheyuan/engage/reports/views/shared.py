"""What the pages of this room have in common: reading the wish from the address, forms that a rule refuses."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from cheyuan.base.ui.words import say
from cheyuan.engage.reports.period import MONTH, STEPS, Period
from cheyuan.engage.reports.queries.figures import Wish
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied, Missing, Refused

EARLIEST = date(2000, 1, 1)
LONGEST_MODEL = 121


def wish_of(given: Mapping[str, str]) -> Wish:
    """Period, store, colleague and model; what cannot be read is left out."""
    step = given.get("step", "")
    period = Period.of(step if step in STEPS else MONTH, _day(given.get("day", "")))
    model = given.get("model", "").replace("\x00", "")[:LONGEST_MODEL]
    return Wish(period, _number(given.get("store", "")) or None, _number(given.get("agent", "")), model)


def _day(typed: str) -> date:
    today = day_of(now())
    try:
        return min(max(date.fromisoformat(typed), EARLIEST), today) if typed else today
    except ValueError:
        return today


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else None


def query_of(wish: Wish, **more: Any) -> str:
    """The wish as a query string."""
    named = {
        "step": wish.period.step, "day": wish.period.since.isoformat(), "store": wish.store, "agent": wish.agent,
        "model": wish.model, **more,
    }  # fmt: skip
    return urlencode({name: value for name, value in named.items() if value not in (None, "")})


def tried(form: Any, act: Callable[[], Any]) -> bool:
    """Whether it was done; what a rule refuses stands at its field."""
    try:
        act()
    except (Missing, Denied):
        raise
    except Refused as refused:
        if refused.status != 422:
            raise
        field = {"fen": "amount"}.get(str(refused.facts.get("field", "")), str(refused.facts.get("field", "")))
        form.add_error(field if field in form.fields else None, say(refused))
        return False
    return True
