"""Rows → clean values with named problems: ``Cleaner(columns, spec, as_of).clean(row) -> Cleaned``.

A ``Problem(field, code, value, severity, facts)`` of severity "error" keeps the row out, a "warning" only drops or marks
the value. Codes: value_missing, cell_formula, date_form, date_future, odometer_back, vin_length, vin_letters,
vin_check_digit (warning), plate_form, phone_form, email_form (warning), km_form, money_form, number_form, choice_unknown,
text_long.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from cheyuan.base.intake.reading.book import Row
from cheyuan.base.intake.reading.cells import Cell
from cheyuan.base.intake.reading.cleaners import Clean, cleaner, is_blank
from cheyuan.base.intake.reading.mapping import Column
from cheyuan.base.intake.reading.specs import Field, SheetSpec
from cheyuan.kernel import names, vin
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.text import half

FORMULA_SIGNS = frozenset("=+-@＝＋－＠")
_FORMULA = re.compile(r"[=＝]\s*\S|[+\-@＋－＠]\s*(?:[A-Za-z(=（]|.*[!|])", re.DOTALL)
_MILD = frozenset({"choice", "flag", "email"})
_REMEMBERED = 10_000  # cells of a column whose outcome is remembered: dates and words repeat, VINs follow one another


class Problem(NamedTuple):
    """What is wrong with one value of a row; ``field`` is our field or, for columns without one, their header."""

    field: str
    code: str
    value: str
    severity: str = "error"
    facts: Mapping[str, object] = {}


_Outcome = tuple[object, Sequence[Problem]]
_NOTHING: Sequence[Problem] = ()
_NO_FORMULAS: frozenset[int] = frozenset()


@dataclass
class Cleaned:
    """One row: its number, values by field (only those that say something), notes by header, problems."""

    number: int
    values: dict[str, object] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether a problem keeps the row out."""
        return bool(self.problems) and any(problem.severity == "error" for problem in self.problems)


class Cleaner:
    """Cleans the rows of one sheet by its mapping; ``as_of`` is the store's day after which nothing can have happened."""

    def __init__(self, columns: Sequence[Column], spec: SheetSpec, as_of: date | None = None) -> None:
        self.spec, self.as_of = spec, as_of
        fields = {known.name: known for known in spec.fields}
        mapped = [(column.index, fields[column.field], column.unit) for column in columns if column.field]
        self._ignored = frozenset(index for index, known, _ in mapped if known.kind == "ignore")
        self._fields: list[tuple[int, str, Field, Clean, dict[Cell, _Outcome]]] = [
            (index, known.name, known, cleaner(known, unit), {})
            for index, known, unit in mapped
            if index not in self._ignored
        ]
        self._notes = [(column.index, column.header) for column in columns if not column.field]
        self._names = {column.index: column.field or column.header for column in columns}
        self._typed = "type" in fields
        self._checked = "brand" in fields  # the sheet that brings the car; its visits need not repeat the warning
        self._backwards = "last_service_km" in fields

    def clean(self, row: Row) -> Cleaned:
        """The values, notes and problems of one row."""
        result = Cleaned(row.number)
        cells, size, values = row.cells, len(row.cells), result.values
        formulas = self._formulas(row, result) if row.formulas else _NO_FORMULAS
        for index, name, known, clean, memory in self._fields:
            if formulas and index in formulas:
                continue
            cell = cells[index] if index < size else None
            outcome = memory.get(cell)
            if outcome is None:
                if len(memory) >= _REMEMBERED:
                    memory.clear()
                outcome = memory[cell] = self._outcome(known, clean, cell)
            value, problems = outcome
            if value is not None:
                values[name] = value
            if problems:
                result.problems += problems
        for index, header in self._notes:
            cell = cells[index] if index < size else None
            if cell is None or index in formulas:
                continue
            if problem := _text_formula(header, cell):
                result.problems.append(problem)
            elif note := str(cell).strip():
                result.notes[header or f"#{index + 1}"] = note
        self._together(result)
        return result

    def _formulas(self, row: Row, result: Cleaned) -> frozenset[int]:
        found = frozenset(row.formulas) - self._ignored
        for index in sorted(found):
            name = self._names.get(index, "") or f"#{index + 1}"
            value = half(row.cells[index]) if 0 <= index < len(row.cells) else ""
            result.problems.append(Problem(name, "cell_formula", value))
        return found

    def _outcome(self, known: Field, clean: Clean, cell: Cell) -> _Outcome:
        """What one cell gives: its clean value (None: nothing) and the problems with it."""
        if is_blank(known, cell):
            return (None, [Problem(known.name, "value_missing", "")] if known.needed else _NOTHING)
        if problem := _text_formula(known.name, cell):
            return None, [problem]
        try:
            value = clean(cell)
        except Refused as refused:
            mild = known.opinion or (known.kind in _MILD and not known.needed)
            facts = {key: fact for key, fact in refused.facts.items() if key != "value"}
            return None, [Problem(known.name, refused.code, half(cell)[:100], "warning" if mild else "error", facts)]
        if known.kind == "vin" and self._checked and not vin.check_digit_ok(str(value)):
            expected = {"expected": vin.check_digit(str(value))}
            return value, [Problem("vin", "vin_check_digit", str(value), "warning", expected)]
        return value, self._to_come(known, value)

    def _to_come(self, known: Field, value: object) -> Sequence[Problem]:
        """What happened cannot lie ahead."""
        if not known.past or self.as_of is None or not isinstance(value, date) or value <= self.as_of:
            return _NOTHING
        facts = {"as_of": self.as_of.isoformat()}
        return [Problem(known.name, "date_future", value.isoformat(), "warning" if known.opinion else "error", facts)]

    def _together(self, result: Cleaned) -> None:
        """What only several values show: kind of customer, an odometer that ran backwards."""
        values = result.values
        if self._typed and "type" not in values and "name" in values:
            values["type"] = "company" if names.is_company(str(values["name"])) else "person"
        if self._backwards and (problem := _ran_back(values, self.spec)):
            result.problems.append(problem)


def _text_formula(name: str, cell: Cell) -> Problem | None:
    """A text that a sheet would run: it begins like a formula (PPL-05, PPL-06)."""
    if not isinstance(cell, str) or not (cell[:1] in FORMULA_SIGNS or cell[:1].isspace()):
        return None
    return Problem(name, "cell_formula", cell[:100]) if _FORMULA.match(cell.strip()) else None


def _ran_back(values: Mapping[str, object], spec: SheetSpec) -> Problem | None:
    """The last service at more km than the car has now (PPL-03), unless the reading is the older of the two."""
    now, then = values.get("mileage_km"), values.get("last_service_km")
    if not isinstance(now, int) or not isinstance(then, int) or then <= now:
        return None
    read_on, served_on = values.get("mileage_on"), values.get("last_service_date")
    if isinstance(read_on, date) and isinstance(served_on, date) and served_on > read_on:
        return None
    severity = "warning" if spec.get("last_service_km").opinion else "error"
    return Problem("mileage_km", "odometer_back", str(now), severity, {"before": then})


def by_record(values: Mapping[str, object], spec: SheetSpec) -> dict[str, dict[str, object]]:
    """The values of a row by what they belong to: {"customer": {…}, "vehicle": {…}, "reading": {…}, "visit": {…}}."""
    belongs = _belongs(spec)
    result: dict[str, dict[str, object]] = {}
    for name, value in values.items():
        record = belongs[name]
        if record in result:
            result[record][name] = value
        else:
            result[record] = {name: value}
    return result


_belonging: dict[int, dict[str, str]] = {}


def _belongs(spec: SheetSpec) -> dict[str, str]:
    """Field → what it belongs to; sheets are few and live as long as the process."""
    found = _belonging.get(id(spec))
    if found is None:
        found = _belonging[id(spec)] = {field.name: field.record for field in spec.fields}
    return found
