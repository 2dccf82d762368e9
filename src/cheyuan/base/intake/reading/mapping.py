"""Their columns → our fields: guessed from the headers, confirmed by the values, corrected by people.

``best_spec(headers, specs, title) -> SheetSpec | None`` finds which sort of sheet it is; ``propose(headers, samples, spec)
-> list[Column]`` one column each with field, confidence, unit and three sample values; ``choose(columns, spec, chosen)``
applies what a person decided or what was remembered under ``signature(headers)``; ``lacking(columns, spec)`` names the
needed fields without a column.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from rapidfuzz.fuzz import ratio

from cheyuan.base.intake.reading.book import Row
from cheyuan.base.intake.reading.cells import Cell
from cheyuan.base.intake.reading.cleaners import cleaner, is_blank
from cheyuan.base.intake.reading.labels import bare, normal, unit_of
from cheyuan.base.intake.reading.specs import Field, SheetSpec
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.text import half

FUZZY = 85.0
SURE = 0.9
_SPEAKING = frozenset({"vin", "phone", "plate"})  # kinds that their values alone give away
_TYPED = frozenset({"vin", "phone", "plate", "date", "birthday", "km", "money", "email", "choice"})


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its place (from 0), header, the field it fills (None: notes), how sure we are (0–1), its unit."""

    index: int
    header: str
    field: str | None
    confidence: float = 0.0
    unit: str = ""
    samples: tuple[str, ...] = ()


def best_spec(headers: Sequence[str], specs: Iterable[SheetSpec], title: str = "") -> SheetSpec | None:
    """The sort of sheet whose labels explain the headers best; a sheet or file named like it wins among equals.

    A sort all of whose needed fields are there goes before any that lacks one; None when no header is known.
    """
    plain = normal(title)
    ranked = [(_rank(headers, spec, plain), spec) for spec in specs]
    best = max(ranked, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0][2] else None


def _rank(headers: Sequence[str], spec: SheetSpec, title: str) -> tuple[bool, bool, int, int]:
    found = {column.field for column in propose(headers, (), spec) if column.field and column.confidence >= SURE}
    exact = title == spec.name
    named = 2 if exact else sum(1 for name in spec.titles if normal(name) in title)
    return (found.issuperset(spec.needed), exact, len(found), named)


def propose(headers: Sequence[str], samples: Sequence[Row], spec: SheetSpec) -> list[Column]:
    """Each column with the field it most likely fills; a field is given once, the surest column first."""
    cells = [_values(samples, index) for index in range(len(headers))]
    scores = [
        (score, -index, field)
        for index, header in enumerate(headers)
        for field in spec.fields
        if (score := _score(header, field, cells[index])) > 0
    ]
    given: dict[int, tuple[Field, float]] = {}
    taken: set[str] = set()
    for score, place, field in sorted(scores, key=lambda found: found[:2], reverse=True):
        if -place not in given and (field.name not in taken or field.kind == "ignore"):
            given[-place] = (field, score)
            taken.add(field.name)
    return [_column(index, header, given.get(index), cells[index]) for index, header in enumerate(headers)]


def choose(columns: Sequence[Column], spec: SheetSpec, chosen: Mapping[str, str]) -> list[Column]:
    """The columns with what a person chose or what is remembered: key (``keys``) → field name ("" keeps it as notes).

    A field chosen for one column is taken from any other. Refused("sheet_field_unknown") and Refused("field_twice").
    """
    fields = {field.name: field for field in spec.fields}
    wanted = [name for name in chosen.values() if name]
    for name in wanted:
        if name not in fields:
            raise Refused("sheet_field_unknown", value=name)
        if wanted.count(name) > 1 and fields[name].kind != "ignore":
            raise Refused("field_twice", value=name)
    result = []
    for key, column in zip(keys(column.header for column in columns), columns, strict=True):
        if key in chosen:
            name = chosen[key]
            unit = unit_of(column.header, fields[name].kind) or fields[name].unit if name else ""
            column = replace(column, field=name or None, confidence=1.0, unit=unit)
        elif column.field in wanted:
            column = replace(column, field=None, confidence=0.0, unit="")
        result.append(column)
    return result


def keys(headers: Iterable[str]) -> list[str]:
    """What each column is called in a mapping: its header, from the second of the same on with its number."""
    seen: Counter[str] = Counter()
    found = []
    for header in headers:
        seen[header] += 1
        found.append(f"{header} #{seen[header]}" if seen[header] > 1 else header)
    return found


def lacking(columns: Iterable[Column], spec: SheetSpec) -> list[str]:
    """The needed fields that no column fills."""
    found = {column.field for column in columns}
    return [name for name in spec.needed if name not in found]


def signature(headers: Iterable[str]) -> str:
    """The same for sheets with the same headers: under it a store's mapping is remembered."""
    return sha256("\n".join(map(normal, headers)).encode()).hexdigest()


def _values(samples: Sequence[Row], index: int) -> list[Cell]:
    found = (row.cells[index] for row in samples if index < len(row.cells))
    return [cell for cell in found if cell is not None and half(cell)]


def _score(header: str, field: Field, values: list[Cell]) -> float:
    """1 the label itself … 0.85 a similar one whose values fit … 0.7 the values alone; 0 nothing."""
    plain, labels = normal(header), field.normal_labels()
    sure = 1.0 if plain in labels else 0.95 if bare(header) in labels else 0.0
    if sure:
        return sure if not values or field.kind not in _TYPED or _fit(field, values) >= 0.3 else 0.6
    near = max((ratio(bare(header), label) for label in labels), default=0.0) if len(bare(header)) > 2 else 0.0
    if near >= FUZZY and (not values or _fit(field, values) >= 0.6):
        return near / 100 * 0.9
    if field.kind in _SPEAKING and len(values) >= 3 and _fit(field, values) >= 0.8:
        return 0.7
    return 0.0


def _fit(field: Field, values: list[Cell]) -> float:
    """The share of the values that the field can read."""
    clean = cleaner(field)
    fits = tried = 0
    for value in values[:50]:
        if is_blank(field, value) or field.kind == "ignore":
            continue
        tried += 1
        try:
            clean(value)
            fits += 1
        except Refused:
            continue
    return fits / tried if tried else 1.0


def _column(index: int, header: str, given: tuple[Field, float] | None, values: list[Cell]) -> Column:
    samples = tuple(dict.fromkeys(half(value)[:60] for value in values))[:3]
    if given is None:
        return Column(index, header, None, samples=samples)
    field, score = given
    unit = unit_of(header, field.kind) or field.unit
    return Column(index, header, field.name, round(score, 2), unit, samples)
