"""What only several rows of one book show. Feed the rows in their order; memory is one small entry per key.

* ``Repeats(spec).see(cleaned) -> list[Problem]``: the same VIN or number again, with other content (error "key_twice",
  facts first=row) or with the same (warning "row_repeated", facts first=row: the row may be left out).
* ``Odometers().see(vin, day, km, number)`` then ``.problems() -> list[tuple[row number, Problem]]``: readings below an
  earlier one (warning "odometer_back"; the care plan leaves them out by its own rule, so they do not keep a row out).
"""

from collections.abc import Iterator
from datetime import date

from cheyuan.base.intake.reading.rows import Cleaned, Problem
from cheyuan.base.intake.reading.specs import SheetSpec

_Key = tuple[str, tuple[str, ...], dict[object, tuple[int, int]]]


class Repeats:
    """Remembers, for each key of a sheet, the first row and its content."""

    def __init__(self, spec: SheetSpec) -> None:
        self._keys: list[tuple[str, tuple[str, ...], dict[object, tuple[int, int]]]] = [
            (key, self._content(spec, key, named), {}) for key, named in spec.keys
        ]

    @staticmethod
    def _content(spec: SheetSpec, key: str, named: tuple[str, ...]) -> tuple[str, ...]:
        """The fields that must be equal: the named ones, else all but serial numbers and what is only opinion."""
        everything = (field.name for field in spec.fields if not field.opinion and field.kind != "ignore")
        return named or tuple(name for name in everything if name != key)

    def see(self, row: Cleaned) -> list[Problem]:
        """The problems of this row against the rows seen before it."""
        return [problem for entry in self._keys for problem in self._seen(row, *entry)]

    @staticmethod
    def _seen(
        row: Cleaned, key: str, content: tuple[str, ...], known: dict[object, tuple[int, int]]
    ) -> Iterator[Problem]:
        value = row.values.get(key)
        if value is None:
            return
        mark = hash(tuple(map(row.values.get, content)))
        first = known.setdefault(str(value).upper(), (row.number, mark))
        if first[0] == row.number:
            return
        if first[1] != mark:
            yield Problem(key, "key_twice", str(value), "error", {"first": first[0]})
        elif key != "cust_no":
            yield Problem(key, "row_repeated", str(value), "warning", {"first": first[0]})


class Odometers:
    """Collects dated readings of all cars of a book; they need not come in the order of their days."""

    def __init__(self) -> None:
        self._readings: dict[str, list[tuple[date, int, int]]] = {}

    def see(self, vin: str, day: date, km: int, number: int) -> None:
        """A reading of ``km`` on ``day`` in row ``number``."""
        self._readings.setdefault(vin, []).append((day, km, number))

    def problems(self) -> list[tuple[int, Problem]]:
        """(row number, problem) for each reading below an earlier one of the same car, by row."""
        found: list[tuple[int, Problem]] = []
        for readings in self._readings.values():
            highest = 0
            for day, km, number in sorted(readings):
                if km < highest:
                    facts = {"before": highest, "day": day.isoformat()}
                    found.append((number, Problem("mileage_km", "odometer_back", str(km), "warning", facts)))
                highest = max(highest, km)
        return sorted(found, key=lambda entry: entry[0])
