"""The rights of the person (PPL-08): each room that keeps something about a customer registers how it copies and erases it."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import BinaryField, Model, QuerySet

from cheyuan.base.sealed import SealedField
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.models import Customer

LEAST = 2
"""Words shorter than this are not searched for: they stand everywhere."""


@dataclass(frozen=True)
class Subject:
    """The person whose data are copied or erased, and who does it. Everything runs inside the action's transaction.

    ``name`` and ``words`` (phones, email, WeChat id, document, street) are what leftovers are recognised by.
    """

    by: Actor
    customer: Customer
    at: datetime
    name: str
    words: frozenset[str]

    def mentioned(self, value: object, *, by_name: bool = True) -> bool:
        """Whether a text, or facts with all their values, holds words of the person."""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        wanted = {*self.words, self.name} if by_name else self.words
        spelled = {form for word in wanted if len(word) >= LEAST for form in (word, json.dumps(word)[1:-1])}
        return any(form in text for form in spelled)


Copy = Callable[[Subject], Any]
Erase = Callable[[Subject], Mapping[str, int]]


@dataclass(frozen=True)
class Part:
    """One room's part. ``copy`` answers what goes into the person's own copy; ``erase`` removes it and answers table → rows.

    ``tables`` are those that the part answers for; ``kept`` says in a short code what stays, and why.
    """

    key: str
    copy: Copy | None = None
    erase: Erase | None = None
    tables: tuple[str, ...] = ()
    kept: tuple[str, ...] = field(default=())
    order: int = 50
    needs: Callable[[Actor, Collection[int]], Collection[int]] | None = None
    """Which of these customers the room still needs on file, so that no time of keeping removes them."""


_parts: dict[str, Part] = {}


def register(*parts: Part) -> None:
    """Put parts in; a second one of the same key replaces the first. Done in AppConfig.ready."""
    _parts.update({one.key: one for one in parts})


def parts() -> list[Part]:
    """All of them: rooms above first, so that nothing still leans on what goes."""
    return sorted(_parts.values(), key=lambda one: (one.order, one.key))


@dataclass(frozen=True)
class Former:
    """What became of files that were merged (PPL-07): ``where`` an old id leads, and the old ``numbers`` of a file."""

    where: Callable[[Actor, int], int | None]
    numbers: Callable[[int], Collection[str]]


_former: list[Former] = []


def register_former(one: Former) -> None:
    """Say who knows; a second one replaces the first. Done in AppConfig.ready."""
    _former[:] = [one]


def now_called(by: Actor, customer_id: int) -> int | None:
    """The file into which the file of this id was merged; None when it was not."""
    return _former[0].where(by, customer_id) if _former else None


def former_numbers(customer_id: int) -> Collection[str]:
    """The customer numbers of files that were merged into this one."""
    return _former[0].numbers(customer_id) if _former else ()


def plain(rows: QuerySet[Any] | Iterable[Model], *leave: str) -> list[dict[str, Any]]:
    """Rows as a program reads them: every column but keyed hashes and those named."""
    found = []
    for row in rows:
        fields = [one for one in row._meta.concrete_fields if one.attname not in leave and _readable(one)]
        found.append({one.attname: getattr(row, one.attname) for one in fields})
    return found


def _readable(column: Any) -> bool:
    return isinstance(column, SealedField) or not isinstance(column, BinaryField)


def blank(row: Model, *keep: str) -> None:
    """Empty every column of a row but those named: texts, sealed texts, lists; what may be nothing becomes nothing."""
    for column in row._meta.concrete_fields:
        if column.primary_key or column.attname in keep:
            continue
        empty = None if column.null and not isinstance(column, SealedField) else column.get_default()
        setattr(row, column.attname, empty)
