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
_UNIQUE = frozenset({"vin", "phone", "plate", "code", "email"})
_REMEMBERED = 20_000  # cells of a column whose outcome is remembered: dates, words and round numbers repeat


class Problem(NamedTuple):
    """What is wrong with one value of a row; ``field`` is our field or, for columns without one, their header."""

    field: str
    code: str
    value: str
    severity: str = "error"
    facts: Mapping[str, object] = {}


_Outcome = tuple[object, list[Problem]]


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
        return any(problem.severity == "error" for problem in self.problems)


class Cleaner:
    """Cleans the rows of one sheet by its mapping; ``as_of`` is the store's day after which nothing can have happened."""

    def __init__(self, columns: Sequence[Column], spec: SheetSpec, as_of: date | None = None) -> None:
        self.spec, self.as_of = spec, as_of
        fields = {known.name: known for known in spec.fields}
        mapped = [(column.index, fields[column.field], column.unit) for column in columns if column.field]
        self._ignored = frozenset(index for index, known, _ in mapped if known.kind == "ignore")
        self._fields: list[tuple[int, Field, Clean, dict[Cell, _Outcome]]] = [
            (index, known, cleaner(known, unit), {}) for index, known, unit in mapped if index not in self._ignored
        ]
        self._notes = [(column.index, column.header) for column in columns if not column.field]
        self._names = {column.index: column.field or column.header for column in columns}
        self._past = [known.name for known in spec.fields if known.past]
        self._typed = "type" in fields

    def clean(self, row: Row) -> Cleaned:
        """The values, notes and problems of one row."""
        result = Cleaned(row.number)
        cells, size = row.cells, len(row.cells)
        formulas = self._formulas(row, result) if row.formulas else frozenset()
        for index, known, clean, memory in self._fields:
            if index in formulas:
                continue
            cell = cells[index] if index < size else None
            outcome = memory.get(cell)
            if outcome is None:
                outcome = self._outcome(known, clean, cell)
                if len(memory) < _REMEMBERED and known.kind not in _UNIQUE:
                    memory[cell] = outcome
            if outcome[0] is not None:
                result.values[known.name] = outcome[0]
            if outcome[1]:
                result.problems += outcome[1]
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
            return (None, [Problem(known.name, "value_missing", "")] if known.needed else [])
        if problem := _text_formula(known.name, cell):
            return None, [problem]
        try:
            return clean(cell), []
        except Refused as refused:
            mild = known.opinion or (known.kind in _MILD and not known.needed)
            facts = {key: fact for key, fact in refused.facts.items() if key != "value"}
            return None, [Problem(known.name, refused.code, half(cell)[:100], "warning" if mild else "error", facts)]

    def _together(self, result: Cleaned) -> None:
        """What only several values show: kind of customer, days to come, an odometer that ran backwards, check digit."""
        values = result.values
        if self._typed and "type" not in values and "name" in values:
            values["type"] = "company" if names.is_company(str(values["name"])) else "person"
        number = values.get("vin")
        if isinstance(number, str) and not vin.check_digit_ok(number):
            facts = {"expected": vin.check_digit(number)}
            result.problems.append(Problem("vin", "vin_check_digit", number, "warning", facts))
        if self.as_of is not None:
            for name in self._past:
                day = values.get(name)
                if isinstance(day, date) and day > self.as_of:
                    severity = "warning" if self.spec.get(name).opinion else "error"
                    facts = {"as_of": self.as_of.isoformat()}
                    result.problems.append(Problem(name, "date_future", day.isoformat(), severity, facts))
        if problem := _ran_back(values, self.spec):
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
    result: dict[str, dict[str, object]] = {}
    for known in spec.fields:
        if known.name in values:
            result.setdefault(known.record, {})[known.name] = values[known.name]
    return result
