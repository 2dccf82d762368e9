"""One condition over a column. Every answer is true or false: what is not known fits no question but "unknown" and "is not"."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from cheyuan.insight.segments.tree import Leaf

Asked = Callable[[Any, Any, date], ir.BooleanValue]


def _on(day: date) -> ir.DateValue:
    return ibis.date(day.year, day.month, day.day)


def _away(today: date, days: int) -> ir.DateValue:
    last = max(date.min.toordinal() + 366, min(date.max.toordinal() - 366, today.toordinal() + days))
    return _on(date.fromordinal(last))


def _between_days(column: Any, first: ir.DateValue, last: ir.DateValue) -> ir.BooleanValue:
    return (column >= first) & (column <= last)


def _lower(words: tuple[str, ...]) -> list[str]:
    return [one.lower() for one in words]


NUMBERS: dict[str, Asked] = {
    "least": lambda column, value, _today: column >= value,
    "most": lambda column, value, _today: column <= value,
    "above": lambda column, value, _today: column > value,
    "below": lambda column, value, _today: column < value,
    "between": lambda column, value, _today: (column >= value[0]) & (column <= value[1]),
}
DATES: dict[str, Asked] = {
    "past": lambda column, value, today: _between_days(column, _away(today, -value), _on(today)),
    "longer": lambda column, value, today: column < _away(today, -value),
    "next": lambda column, value, today: _between_days(column, _on(today), _away(today, value)),
    "later": lambda column, value, today: column > _away(today, value),
    "since": lambda column, value, _today: column >= _on(date.fromisoformat(value)),
    "until": lambda column, value, _today: column <= _on(date.fromisoformat(value)),
}
WORDS: dict[str, Asked] = {
    "is": lambda column, value, _today: column.isin(list(value)),
    "begins": lambda column, value, _today: column.startswith(value.lower()),
    "contains": lambda column, value, _today: column.contains(value.lower()),
}


def fits(kind: str, column: Any, leaf: Leaf, today: date) -> ir.BooleanValue:
    """Whether a subject's value fits the condition; ``column`` is null where nobody knows it, texts may be empty too."""
    if kind == "flag":
        return column.fill_null(False) == ibis.literal(leaf.op == "yes")
    texts = kind in ("text", "choice")
    if texts:
        column = column.lower() if kind == "text" else column
        column = column.fill_null("")
    if leaf.op in ("known", "unknown"):
        there = column != "" if texts else column.notnull()
        return there if leaf.op == "known" else ~there
    value = tuple(_lower(leaf.value)) if kind == "text" and isinstance(leaf.value, tuple) else leaf.value
    if leaf.op == "is_not":
        return ~WORDS["is"](column, value, today)
    asked = (WORDS if texts else NUMBERS if kind == "number" else DATES)[leaf.op]
    return asked(column, value, today).fill_null(False)


def months_until(column: Any, today: date) -> ir.IntegerValue:
    """Whole months from a day in a column to ``today``; the month is full on the same day of month."""
    months = (today.year - column.year()) * 12 + (today.month - column.month())
    return (months - ibis.ifelse(column.day() > today.day, 1, 0)).cast("int64")


def year_before(today: date) -> ir.DateValue:
    """The day twelve months ago; 29 February counts as 28 February."""
    day = today.replace(day=28) if (today.month, today.day) == (2, 29) else today
    return _on(day.replace(year=day.year - 1))


def on(day: date) -> ir.DateValue:
    """A day known in Python."""
    return _on(day)


def days_from(column: Any, today: date) -> ir.IntegerValue:
    """Days from a day in a column to ``today``; negative when it is still to come."""
    return ((today - date(1970, 1, 1)) // timedelta(days=1) - column.epoch_days()).cast("int64")
