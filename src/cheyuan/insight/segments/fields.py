"""What conditions may ask: fields with their kind, and the sources that have their values. Other rooms register theirs.

A source is one row per car or customer, worked out by a function of Ibis that is named, not imported: pages never load it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cheyuan.kernel.errors import Refused

Subject = Literal["vehicle", "customer"]
Kind = Literal["number", "date", "choice", "text", "flag"]
Choices = Mapping[str, object]
KEYS: Mapping[str, tuple[str, str]] = {
    "vehicle": ("store_id", "vehicle_id"),
    "customer": ("store_id", "customer_id"),
}
OPS: Mapping[str, tuple[str, ...]] = {
    "number": ("least", "most", "above", "below", "between", "known", "unknown"),
    "date": ("past", "longer", "next", "later", "since", "until", "known", "unknown"),
    "choice": ("is", "is_not"),
    "text": ("is", "is_not", "begins", "contains", "known", "unknown"),
    "flag": ("yes", "no"),
}
"""Kind → how it may be asked. Of dates: within the past, or the next, so many days; longer ago, or later, than so many."""


@dataclass(frozen=True)
class Source:
    """One row per subject. ``function`` names ``(tables, today) → table`` with the subject's key and a column per field.

    ``tables`` are what it reads (``Published``), by name; ``today`` is the store's day.
    """

    code: str
    subject: Subject
    tables: tuple[Any, ...]
    function: str


@dataclass(frozen=True)
class Field:
    """One thing to ask. ``unit``: fen, km, days, months, years, km_day or empty; money is kept in fen, asked in yuan.

    ``guarded`` marks what the law protects (age, gender): only segments of need may ask it, never value or scores.
    ``empty`` stands for no row of the source (0 cars). ``hint`` names who knows what people may type (``suggests``).
    """

    code: str
    label: object
    source: str
    column: str
    kind: Kind
    unit: str = ""
    choices: Choices | None = None
    guarded: bool = False
    empty: int | None = None
    order: int = 50
    group: object = ""
    hint: str = ""


_fields: dict[str, Field] = {}
_sources: dict[str, Source] = {}
_suggest: dict[str, Callable[..., Iterable[str]]] = {}


def register(source: Source, *fields: Field) -> None:
    """Make a source and its fields known; done in AppConfig.ready of the room whose data they are."""
    _sources[source.code] = source
    _fields.update({one.code: one for one in fields})


def field(code: str) -> Field:
    """The field of that code; Refused("segment_field") when nobody registered it."""
    try:
        return _fields[code]
    except KeyError:
        raise Refused("segment_field", field=code) from None


def source(code: str) -> Source:
    """The source of that code."""
    return _sources[code]


def source_of(code: str) -> Source:
    """Where a field's values come from."""
    return _sources[field(code).source]


def subject_of(code: str) -> Subject:
    """Whether a field speaks of a car or of a customer."""
    return source_of(code).subject


def known(code: str) -> bool:
    """Whether somebody registered the field."""
    return code in _fields


def all_fields() -> list[Field]:
    """Every field, in the order in which they are offered."""
    return sorted(_fields.values(), key=lambda one: (one.order, one.code))


def suggests(hint: str, function: Callable[..., Iterable[str]]) -> None:
    """Say who knows what people type into fields of that hint: ``(by) → words``."""
    _suggest[hint] = function


def suggester(hint: str) -> Callable[..., Iterable[str]] | None:
    """Who knows; None when nobody does."""
    return _suggest.get(hint)
