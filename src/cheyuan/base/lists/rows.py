"""The rows of a list: what fits the filters, how many, one page with its side figures."""

import time
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet

from cheyuan.base.lists import among  # noqa: F401 - makes the lookup known
from cheyuan.base.lists.columns import Column, loaded
from cheyuan.base.lists.paging import Order, Slice, cut, order_of
from cheyuan.base.lists.spec import List
from cheyuan.base.lists.wish import Wish, in_force
from cheyuan.kernel.actor import Actor

LOOK = 1000
"""So many rows are counted; beyond that it says "1,000+" until somebody asks."""


@dataclass(frozen=True)
class Fits:
    """The rows that fit, and how many: ``capped`` means at least ``count``."""

    rows: "QuerySet[Any]"
    count: int
    capped: bool


def fitting(one: List, by: Actor, wish: Wish) -> "QuerySet[Any]":
    """All rows of the actor's stores that fit the filters; also what a saved view means as an audience."""
    conditions = [filter_.q(by, value) for filter_, value in in_force(one, by, wish)]
    rows = one.rows(by)
    return rows.filter(reduce(and_, conditions, Q())) if conditions else rows


def fits(one: List, by: Actor, wish: Wish) -> Fits:
    """One question tells how many; up to 1,000 the ids found then stand for the filters, so that sorting stays quick.

    That there are more than 1,000 is remembered for a minute: it seldom changes, and nobody asks for more than "1,000+".
    """
    rows, key = fitting(one, by, wish), (one.name, by.store_ids, by.account_id, LOOK, tuple(sorted(wish.raw.items())))
    if _many.get(key, 0.0) > time.monotonic():
        return Fits(rows, LOOK, True)
    filtered = bool(in_force(one, by, wish))
    ids = list(rows.order_by().values_list("pk", flat=True)[: LOOK + 1]) if filtered else []
    number = len(ids) if filtered else rows.order_by()[: LOOK + 1].count()
    if number > LOOK:
        _remember(key)
        return Fits(rows, LOOK, True)
    return Fits(one.rows(by).filter(pk__among=ids) if filtered else rows, number, False)


_many: OrderedDict[Hashable, float] = OrderedDict()
"""Which lists had more than 1,000 rows just now, and until when (this process's clock) that is believed."""
BELIEVED, REMEMBERED = 60.0, 5000


def _remember(key: Hashable) -> None:
    _many[key] = time.monotonic() + BELIEVED
    while len(_many) > REMEMBERED:
        _many.popitem(last=False)


def seen(found: Fits, part: Slice, wish: Wish) -> Fits:
    """What the first page itself says of their number, should it hold them all."""
    whole = not (wish.after or wish.before or part.older)
    return replace(found, count=len(part.rows), capped=False) if found.capped and whole else found


def sort_of(one: List, wish: Wish) -> tuple[Column, bool]:
    """The column by which the rows are sorted, and whether downwards."""
    sort = wish.sort or one.sort
    column = one.column(sort.removeprefix("-"))
    assert column is not None
    return column, sort.startswith("-")


def _order(one: List, rows: "QuerySet[Any]", wish: Wish) -> Order:
    column, descending = sort_of(one, wish)
    return order_of(rows, column.sort, descending=descending)


def page(one: List, rows: "QuerySet[Any]", wish: Wish) -> Slice:
    """The page that the wish names."""
    return cut(rows, _order(one, rows, wish), one.size, wish.after, wish.before)


def chosen(one: List, by: Actor, wish: Wish) -> list[Column]:
    """The columns that stand in the list, without those for which the actor lacks the right."""
    keys = wish.columns or tuple(column.key for column in one.columns if column.shown)
    return [column for column in one.columns if column.key in keys and (not column.right or by.may(column.right))]


def side(by: Actor, columns: Sequence[Column], rows: Sequence[Any]) -> dict[str, Mapping[int, Any]]:
    """The side figures of some rows."""
    return loaded(columns, by, [row.pk for row in rows])


def batches(one: List, rows: "QuerySet[Any]", wish: Wish, size: int = 500) -> Iterator[list[Any]]:
    """All rows in order, page by page: for export and for bulk work."""
    after, order = "", _order(one, rows, wish)
    while True:
        part = cut(rows, order, size, after)
        if part.rows:
            yield part.rows
        if not part.older:
            return
        after = part.older
