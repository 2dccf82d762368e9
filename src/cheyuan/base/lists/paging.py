"""Pages by key: the same speed at any depth, both ways, rows without a value last. At most two questions a page."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from cheyuan.kernel.errors import Refused

Place = list[Any]


@dataclass(frozen=True)
class Order:
    """Fields of an index and the direction; the id decides between equals. Only a single field may be nullable."""

    fields: tuple[str, ...]
    descending: bool = False
    nullable: bool = False


@dataclass(frozen=True)
class Slice:
    """One page and the places from which the pages beside it go on (empty: there is none)."""

    rows: list[Any]
    newer: str = ""
    older: str = ""


def order_of(rows: "QuerySet[Any]", fields: tuple[str, ...], *, descending: bool) -> Order:
    """The order by these fields, knowing whether the database may hold nothing there."""
    nullable = any(rows.model._meta.get_field(name).null for name in fields)
    return Order(fields, descending, nullable)


def cut(rows: "QuerySet[Any]", order: Order, size: int, after: str = "", before: str = "") -> Slice:
    """A page of the rows behind ``after`` or, going back, before ``before``."""
    back = bool(before)
    place = _decode(rows, order, before or after) if before or after else None
    found = _collect(rows, order, size + 1, place, back)
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    ahead, behind = (bool(place), more) if not back else (more, True)
    newer = _encode(found[0], order) if found and ahead else ""
    older = _encode(found[-1], order) if found and behind else ""
    return Slice(found, newer, older)


def _collect(rows: "QuerySet[Any]", order: Order, size: int, place: Place | None, back: bool) -> list[Any]:
    """Rows with a value first, then those without; the other way round when going back."""
    if not order.nullable:
        return list(_ordered(rows, order, place, back)[:size])
    name = order.fields[0]
    empty, full = rows.filter((f"{name}__isnull", True)), rows.filter((f"{name}__isnull", False))
    only_id = Order((), order.descending)
    at_empty = place is not None and place[0] is None
    value_place = None if at_empty else place
    id_place = [place[-1]] if at_empty and place else None
    first, second = ("empty", "full") if back else ("full", "empty")
    begin_second = at_empty != back if place is not None else False
    found: list[Any] = []
    for part in (first, second):
        if part == first and begin_second:
            continue
        chosen = (
            _ordered(full, order, value_place, back) if part == "full" else _ordered(empty, only_id, id_place, back)
        )
        found += list(chosen[: size - len(found)])
        if len(found) >= size:
            break
    return found


def _ordered(rows: "QuerySet[Any]", order: Order, place: Place | None, back: bool) -> "QuerySet[Any]":
    down = order.descending != back
    names = (*order.fields, "pk")
    if place is not None:
        rows = rows.filter(_behind(names, place, "lt" if down else "gt"))
    return rows.order_by(*(f"-{name}" if down else name for name in names))


def _behind(names: Sequence[str], place: Place, step: str) -> Q:
    """(a, b, id) > (x, y, z) spelt out; the first field once more alone, so that an index can be entered at its place."""
    test = Q(pk__in=[])
    for at, name in enumerate(names):
        same = [(field, value) for field, value in zip(names[:at], place[:at], strict=False)]
        test |= Q(*same, (f"{name}__{step}", place[at]))
    return Q((f"{names[0]}__{step}e", place[0])) & test


def _encode(row: Any, order: Order) -> str:
    values = [getattr(row, name) for name in order.fields]
    plain = [None if value is None else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps([*plain, row.pk]).encode()).decode().rstrip("=")


def _decode(rows: "QuerySet[Any]", order: Order, cursor: str) -> Place:
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor[:600] + "=" * (-len(cursor) % 4)))
        fields = [rows.model._meta.get_field(name) for name in order.fields]
        if len(plain) != len(fields) + 1 or not isinstance(plain[-1], int):
            raise ValueError
        place = [_python(field, value, order.nullable) for field, value in zip(fields, plain, strict=False)]
    except (binascii.Error, ValueError, TypeError, ValidationError):
        raise Refused("page_gone") from None
    return [*place, plain[-1]]


def _python(field: Any, value: Any, nullable: bool) -> Any:
    if value is None and nullable:
        return None
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError
    return field.to_python(value)
