"""One pass over the files of an import: read → clean → stage → resolve → (write). All in one transaction or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from cheyuan.base.intake.loaders import Loader, Place, Run, loaders
from cheyuan.base.intake.reading import book as books
from cheyuan.base.intake.reading.checks import Odometers, Repeats
from cheyuan.base.intake.reading.limits import Limits
from cheyuan.base.intake.reading.mapping import Column, best_spec, choose, lacking, propose, signature
from cheyuan.base.intake.reading.owner_book import SHEETS
from cheyuan.base.intake.reading.rows import Cleaned, Cleaner, Problem, by_record
from cheyuan.base.intake.reading.specs import SheetSpec, known_labels
from cheyuan.kernel.errors import Refused

ORDER = ("customers", "owners", "vehicles", "services", "parts", "catalogue")
KNOWN = known_labels(SHEETS)
SPECS = {spec.name: spec for spec in SHEETS}
Progress = Callable[[int, int], None]
# The planner knows nothing yet of rows written a moment ago, and would walk 100,000 of them one by one.
PLANNER = "SET LOCAL work_mem = '64MB'; SET LOCAL enable_nestloop = off"


@dataclass(frozen=True)
class Input:
    """One uploaded file."""

    path: Path
    name: str


@dataclass
class Understood:
    """A sheet with how it is read: what sort it is, which column fills what."""

    file: str
    sheet: books.Sheet
    spec: SheetSpec
    columns: list[Column]

    @property
    def title(self) -> str:
        """How the sheet is named to people: the sheet, or the file of a CSV."""
        return self.sheet.name or self.file

    @property
    def signature(self) -> str:
        """Under what its mapping is remembered."""
        return signature(self.sheet.headers)


@dataclass
class Result:
    """What a pass found and did."""

    sheets: list[Understood] = field(default_factory=list)
    problems: list[tuple[int, int, Problem]] = field(default_factory=list)  # sheet, row, problem
    rows: dict[int, int] = field(default_factory=dict)
    refused: set[tuple[int, int]] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    later: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)
    overflow: int = 0

    def say(self, sheet: int, row: int, problem: Problem, most: int = 200_000) -> None:
        """Keep a problem; beyond ``most`` they are only counted."""
        if problem.severity == "error":
            self.refused.add((sheet, row))
        if len(self.problems) < most:
            self.problems.append((sheet, row, problem))
        else:
            self.overflow += 1


def understand(
    stack: ExitStack, inputs: Iterable[Input], chosen: Mapping[str, Mapping[str, str]], limits: Limits | None = None
) -> list[Understood]:
    """Open the files and say what each table is. ``chosen`` holds decided mappings by signature (``"spec"`` names the sort).

    Refused as ``reading.book.read``; no_table when nothing in the files looks like a sheet of an owner book.
    """
    found: list[Understood] = []
    for one in inputs:
        book = stack.enter_context(books.read(one.path, name=one.name, known=KNOWN, limits=limits))
        for sheet in book.tables:
            understood = _sheet(one.name, sheet, chosen)
            if understood is not None:
                found.append(understood)
    if not found:
        raise Refused("no_table", value=", ".join(one.name for one in inputs))
    return sorted(found, key=lambda one: ORDER.index(one.spec.name))


def _sheet(file: str, sheet: books.Sheet, chosen: Mapping[str, Mapping[str, str]]) -> Understood | None:
    decided = dict(chosen.get(signature(sheet.headers), {}))
    title = sheet.name or Path(file).stem
    spec = SPECS.get(decided.pop("spec", "")) or best_spec(sheet.headers, SHEETS, title)
    if spec is None:
        return None
    columns = propose(sheet.headers, sheet.samples(), spec)
    return Understood(file, sheet, spec, choose(columns, spec, decided) if decided else columns)


def check_columns(sheets: Sequence[Understood]) -> None:
    """Refused("columns_missing") when a needed field has no column."""
    for one in sheets:
        missing = lacking(one.columns, one.spec)
        if missing:
            raise Refused("columns_missing", sheet=one.title, fields=", ".join(missing))


def go(run: Run, sheets: Sequence[Understood], *, write: bool, progress: Progress | None = None) -> Result:
    """Read, clean and stage all rows, resolve them, and write those that are not refused when ``write``.

    Runs inside the caller's transaction; a dry run leaves only temporary tables, which go with it.
    """
    result, at_work = Result(list(sheets)), loaders()
    total = sum(one.sheet.row_count for one in sheets)
    for loader in at_work:
        loader.open(run)
    seen = 0
    for number, one in enumerate(sheets):
        for row in _clean(run, number, one, result):
            _dispatch(run, at_work, number, one.spec, row, result)
            seen += 1
            if progress and seen % 2000 == 0:
                progress(seen, total)
    for loader in at_work:
        loader.flush(run)
    run.sql(PLANNER)
    for loader in at_work:
        for place, problem in loader.resolve(run):
            result.say(place.sheet, place.row, problem)
    if write:
        for loader in at_work:
            loader.write(run)
    result.counts = run.counts
    if progress:
        progress(total, total)
    return result


def _clean(run: Run, number: int, one: Understood, result: Result) -> Iterator[Cleaned]:
    cleaner, repeats, odometers = Cleaner(one.columns, one.spec, run.as_of), Repeats(one.spec), Odometers()
    for row in one.sheet.rows():
        cleaned = cleaner.clean(row)
        cleaned.problems.extend(repeats.see(cleaned))
        result.rows[number] = result.rows.get(number, 0) + 1
        for problem in cleaned.problems:
            result.say(number, cleaned.number, problem)
        if not cleaned.refused:
            _see_odometer(odometers, one.spec, cleaned)
            yield cleaned
    for row_number, problem in odometers.problems():
        result.say(number, row_number, problem)


def _see_odometer(odometers: Odometers, spec: SheetSpec, row: Cleaned) -> None:
    if spec.name == "services" and "mileage_km" in row.values:
        odometers.see(row.values["vin"], row.values["visited_on"], row.values["mileage_km"], row.number)  # type: ignore[arg-type]


def _dispatch(run: Run, at_work: Sequence[Loader], number: int, spec: SheetSpec, row: Cleaned, result: Result) -> None:
    records = by_record(row.values, spec)
    place = Place(number, row.number)
    taken = False
    for loader in at_work:
        if loader.records & records.keys():
            loader.add(run, spec.name, place, records, row)
            taken = True
    if not taken:
        result.later.append((spec.name, row.number, {name: _plain(value) for name, value in row.values.items()}))


def _plain(value: object) -> Any:
    with suppress(AttributeError):
        return value.isoformat()  # type: ignore[attr-defined]
    return value


def cursor() -> Any:
    """A cursor of the driver itself (for COPY) on Django's connection, within its transaction."""
    connection.ensure_connection()
    return connection.connection.cursor()
