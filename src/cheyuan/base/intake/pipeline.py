"""One pass over the files of an import: read → clean → stage → resolve → (write). All in one transaction or not at all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from cheyuan.base.intake.loaders import Loader, Place, Run, loaders
from cheyuan.base.intake.meter import Meter, Progress
from cheyuan.base.intake.reading import book as books
from cheyuan.base.intake.reading.checks import Odometers, Repeats
from cheyuan.base.intake.reading.limits import Limits
from cheyuan.base.intake.reading.mapping import Column, best_spec, choose, lacking, propose, signature
from cheyuan.base.intake.reading.owner_book import SHEETS
from cheyuan.base.intake.reading.rows import Cleaned, Cleaner, Problem, by_record
from cheyuan.base.intake.reading.specs import SheetSpec, known_labels
from cheyuan.kernel.errors import Refused

ORDER = ("customers", "owners", "vehicles", "services", "parts", "catalogue", "signs")
KNOWN = known_labels(SHEETS)
SPECS = {spec.name: spec for spec in SHEETS}
LEFT_OUT = "-"
"""A sheet that a person chose not to import."""


@dataclass(frozen=True)
class Input:
    """One uploaded file."""

    path: Path
    name: str


@dataclass
class Understood:
    """A sheet with how it is read: what sort it is (None: nobody knows, or left out), which column fills what."""

    file: str
    sheet: books.Sheet
    spec: SheetSpec | None
    columns: list[Column]
    left_out: bool = False

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

    def say(self, sheet: int, row: int, problem: Problem, most: int = 100_000) -> None:
        """Keep a problem; beyond ``most`` warnings are only counted, refused rows are all named."""
        if problem.severity == "error":
            self.refused.add((sheet, row))
        if len(self.problems) < most or problem.severity == "error":
            self.problems.append((sheet, row, problem))
        else:
            self.overflow += 1


Chosen = Mapping[str, Mapping[str, str]]


def look(
    stack: ExitStack, inputs: Sequence[Input], chosen: Chosen, limits: Limits | None = None, folder: Path | None = None
) -> list[Understood]:
    """Open the files and say what each table is; those that nobody knows come last, with no sort.

    ``chosen`` holds decided mappings by signature (``"spec"`` names the sort). Refused as ``reading.book.read``.
    """
    found: list[Understood] = []
    for one, book in zip(inputs, _opened(stack, inputs, limits, folder), strict=True):
        found += [_sheet(one.name, sheet, chosen) for sheet in book.tables]
    return sorted(found, key=lambda one: ORDER.index(one.spec.name) if one.spec else len(ORDER))


def _opened(stack: ExitStack, inputs: Sequence[Input], limits: Limits | None, folder: Path | None) -> list[books.Book]:
    """Two files at a time: each is read by a process of its own, we only wait for them."""

    def read(one: Input) -> books.Book:
        return stack.enter_context(books.read(one.path, name=one.name, known=KNOWN, limits=limits, folder=folder))

    with ThreadPoolExecutor(max_workers=2) as readers:
        return list(readers.map(read, inputs))


def understand(
    stack: ExitStack, inputs: Sequence[Input], chosen: Chosen, limits: Limits | None = None, folder: Path | None = None
) -> list[Understood]:
    """The sheets that can be read. Refused("no_table") when nothing in the files looks like a sheet of an owner book."""
    found = [one for one in look(stack, inputs, chosen, limits, folder) if one.spec]
    if not found:
        raise Refused("no_table", value=", ".join(one.name for one in inputs))
    return found


def _sheet(file: str, sheet: books.Sheet, chosen: Chosen) -> Understood:
    decided = dict(chosen.get(signature(sheet.headers), {}))
    title, sort = sheet.name or Path(file).stem, decided.pop("spec", "")
    left_out = sort == LEFT_OUT
    spec = None if left_out else SPECS.get(sort) or best_spec(sheet.headers, SHEETS, title)
    samples = sheet.samples()
    if spec is None:
        return Understood(file, sheet, None, propose(sheet.headers, samples, NOTHING), left_out)
    columns = propose(sheet.headers, samples, spec)
    return Understood(file, sheet, spec, choose(columns, spec, decided) if decided else columns)


NOTHING = SheetSpec("", (), ())


def check_columns(sheets: Sequence[Understood]) -> None:
    """Refused("columns_missing") when a needed field has no column."""
    for one in sheets:
        missing = lacking(one.columns, one.spec or NOTHING)
        if missing:
            raise Refused("columns_missing", sheet=one.title, fields=", ".join(missing))


def go(run: Run, sheets: Sequence[Understood], *, write: bool, progress: Progress | None = None) -> Result:
    """Read, clean and stage all rows, resolve them, and write those that are not refused when ``write``.

    Runs inside the caller's transaction; a dry run leaves only temporary tables, which go with it.
    """
    result, at_work = Result(list(sheets)), loaders()
    meter = Meter(progress, sum(one.sheet.row_count for one in sheets))
    run.step, run.titles = meter.step, [one.title[:120] for one in sheets]
    _clear(run)
    for loader in at_work:
        loader.open(run)
    for number, one in enumerate(sheets):
        _stage(run, at_work, number, one, result, meter)
    for loader in at_work:
        loader.flush(run)
    _plan_well(run)
    for loader in at_work:
        for place, problem in loader.resolve(run):
            result.say(place.sheet, place.row, problem)
    if write:
        for loader in at_work:
            loader.write(run)
    result.counts = run.counts
    meter.finish()
    return result


def _clear(run: Run) -> None:
    """Temporary tables go with their transaction; here two passes share one."""
    run.cursor.execute(
        r"SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' AND relname LIKE 'in\_%'"
    )
    for (name,) in run.cursor.fetchall():
        run.cursor.execute(f"DROP TABLE pg_temp.{name}")


MANY = 20_000


def _plan_well(run: Run) -> None:
    """The planner knows nothing yet of rows written a moment ago, and would walk many of them one by one.

    A small book into a large store is the other way round: there an index look-up per row is right.
    """
    run.sql("SET LOCAL work_mem = '96MB'; SET LOCAL gin_pending_list_limit = '64MB'")
    if run.staged > MANY:
        run.sql("SET LOCAL enable_nestloop = off")


def _stage(run: Run, at_work: Sequence[Loader], number: int, one: Understood, result: Result, meter: Meter) -> None:
    spec = one.spec or NOTHING
    cleaner, repeats, odometers = Cleaner(one.columns, spec, run.as_of), Repeats(spec), Odometers()
    kinds = {field.record for field in spec.fields if field.kind != "prose"}  # a remark alone makes nobody a customer
    takers = [loader for loader in at_work if loader.records & kinds]
    with_km, rows = spec.name == "services", 0
    for row in one.sheet.rows():
        rows += 1
        cleaned = cleaner.clean(row)
        if spec.keys:
            cleaned.problems.extend(repeats.see(cleaned))
        if cleaned.problems:
            for problem in cleaned.problems:
                result.say(number, cleaned.number, problem)
        if not cleaned.refused:
            if with_km:
                _see_odometer(odometers, cleaned)
            _dispatch(run, takers, number, spec, cleaned, result)
        meter.row()
    result.rows[number] = rows
    for row_number, problem in odometers.problems():
        result.say(number, row_number, problem)


def _see_odometer(odometers: Odometers, row: Cleaned) -> None:
    values: dict[str, Any] = row.values
    if "mileage_km" in values:
        odometers.see(values["vin"], values["visited_on"], values["mileage_km"], row.number)


def _dispatch(run: Run, takers: Sequence[Loader], number: int, spec: SheetSpec, row: Cleaned, result: Result) -> None:
    if not takers:
        result.later.append((spec.name, row.number, {name: _plain(value) for name, value in row.values.items()}))
        return
    records, place = by_record(row.values, spec), Place(number, row.number)
    run.staged += 1
    for loader in takers:
        loader.add(run, spec.name, place, records, row)


def _plain(value: object) -> Any:
    with suppress(AttributeError):
        return value.isoformat()  # type: ignore[attr-defined]
    return value


def refused_rows(result: Result) -> Iterator[bytes]:
    """The refused rows as they were handed over: per sheet its headers, then its rows with their problems, as JSON lines."""
    why: dict[tuple[int, int], list[list[Any]]] = {}
    for sheet, row, problem in result.problems:
        if (sheet, row) in result.refused:
            said = [problem.field, problem.code, problem.severity, {**problem.facts, "value": problem.value}]
            why.setdefault((sheet, row), []).append(said)
    for number, one in enumerate(result.sheets):
        rows = {row for sheet, row in result.refused if sheet == number}
        if rows:
            yield _line({"sheet": one.title, "headers": one.sheet.headers})
            for found in one.sheet.pick(rows):
                yield _line([found.number, found.cells, why.get((number, found.number), [])])


def as_json(value: object) -> str:
    """As JSON text; days as ISO."""
    return json.dumps(value, default=str, ensure_ascii=False)


def _line(value: object) -> bytes:
    return as_json(value).encode()


def cursor() -> Any:
    """A cursor of the driver itself (for COPY) on Django's connection, within its transaction."""
    connection.ensure_connection()
    return connection.connection.cursor()
