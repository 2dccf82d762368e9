"""Pages by cursor: stable while rows come and go, equally quick at any depth."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from cheyuan.kernel.errors import Refused
from cheyuan.kernel.text import storable

MOST = 200


class NoSuchPage(Refused):
    """The cursor was not given out by this list."""

    status = 404

    def __init__(self) -> None:
        super().__init__("cursor_bad")


class Wish(Protocol):
    """How many rows, and from where on."""

    @property
    def limit(self) -> int:
        """Rows of a page."""

    @property
    def cursor(self) -> str:
        """The ``next`` of the page before; empty for the first."""


@dataclass(frozen=True)
class Some:
    """So many rows, from the beginning or from a cursor on."""

    limit: int
    cursor: str = ""


def page(
    rows: QuerySet[Any], wish: Wish, order: Sequence[str] = ("id",), show: Callable[[Any], Any] | None = None
) -> dict[str, Any]:
    """``items`` and ``next`` in this order (fields that are never null; "-" descends; the last one unique)."""
    chosen = (_after(rows, order, wish.cursor) if wish.cursor else rows).order_by(*order)
    found = list(chosen[: wish.limit + 1])
    more, found = len(found) > wish.limit, found[: wish.limit]
    following = encode([getattr(found[-1], name.lstrip("-")) for name in order]) if more else ""
    return {"items": [show(one) for one in found] if show else found, "next": following}


def _after(rows: QuerySet[Any], order: Sequence[str], cursor: str) -> QuerySet[Any]:
    try:
        return rows.filter(_behind(order, decode(cursor, len(order))))
    except (ValueError, TypeError, ValidationError):
        raise NoSuchPage from None


def _behind(order: Sequence[str], after: Sequence[Any]) -> Q:
    """Rows behind the last one seen: (a, b) > (x, y) spelt out, for each direction."""
    test = Q(pk__in=[])
    for place, name in enumerate(order):
        same = {field.lstrip("-"): value for field, value in zip(order[:place], after[:place], strict=True)}
        step = "lt" if name.startswith("-") else "gt"
        test |= Q(**same, **{f"{name.lstrip('-')}__{step}": after[place]})
    return test


def encode(values: Sequence[Any]) -> str:
    """The place of a row as opaque text."""
    return base64.urlsafe_b64encode(json.dumps([str(value) for value in values]).encode()).decode().rstrip("=")


def decode(cursor: str, length: int) -> list[str]:
    """The place again; NoSuchPage for anything that no page has given out."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        values = None
    if not isinstance(values, list) or len(values) != length:
        raise NoSuchPage
    if not all(isinstance(one, str) and storable(one) for one in values):
        raise NoSuchPage
    return values
