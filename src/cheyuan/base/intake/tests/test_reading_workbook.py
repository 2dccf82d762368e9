"""PPL-05, P8: the store's own workbook: each planted fault named at its row, all other rows as they are meant."""

import csv
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cheyuan.base.intake.reading import book, checks, mapping, owner_book, rows, specs

AS_OF = date(2026, 11, 21)
ROOT = Path(__file__).resolve().parents[5]
SHARED = Path(os.environ.get("CHEYUAN_SHARED") or ROOT.parent / "shared" / "data") / "book"
KNOWN = specs.known_labels(owner_book.SHEETS)
CODES = {
    "name_missing": ("name", "value_missing"),
    "plate_bad": ("plate", "plate_form"),
    "vin_twice_other_owner": ("vin", "key_twice"),
    "formula": ("notes", "cell_formula"),
    "date_nonsense": ("delivery_date", "date_form"),
    "vin_short": ("vin", "vin_length"),
    "phone_short": ("phone", "phone_form"),
    "date_future": ("delivery_date", "date_future"),
    "odometer_back": ("mileage_km", "odometer_back"),
    "vin_letter_o": ("vin", "vin_letters"),
}
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason=f"outside data absent: {SHARED} (set CHEYUAN_SHARED)")


def cleaned(path: Path) -> tuple[specs.SheetSpec, list[rows.Cleaned]]:
    """The first table of a file, guessed, cleaned and checked."""
    with book.read(path, known=KNOWN) as found:
        sheet = found.tables[0]
        spec = mapping.best_spec(sheet.headers, owner_book.SHEETS, sheet.name)
        assert spec is not None
        columns = mapping.propose(sheet.headers, sheet.samples(), spec)
        assert mapping.lacking(columns, spec) == []
        return spec, list(_checked(sheet, columns, spec))


def _checked(sheet: book.Sheet, columns: list[mapping.Column], spec: specs.SheetSpec) -> Iterator[rows.Cleaned]:
    cleaner, repeats = rows.Cleaner(columns, spec, AS_OF), checks.Repeats(spec)
    for row in sheet.rows():
        result = cleaner.clean(row)
        result.problems += repeats.see(result)
        yield result


def test_ppl_05_p8_every_planted_fault_is_named_at_its_row_and_nothing_else() -> None:
    planted = json.loads((SHARED / "车主档案.json").read_text(encoding="utf-8"))
    _, found = cleaned(SHARED / "车主档案.xlsx")
    named = defaultdict(list)
    for row in found:
        for problem in row.problems:
            if problem.severity == "error":
                named[(problem.field, problem.code)].append(row.number)
    assert dict(named) == {CODES[kind]: numbers for kind, numbers in planted["faults"].items()}
    assert len(found) == planted["rows"]
    assert sum(not row.refused for row in found) == planted["clean"] == 357


def test_ppl_05_a_row_of_the_workbook_is_a_customer_a_vehicle_a_reading_and_a_visit() -> None:
    spec, found = cleaned(SHARED / "车主档案.xlsx")
    row = next(row for row in found if row.number == 5)
    records = rows.by_record(row.values, spec)
    assert records["customer"]["name"] == "廖华梅"
    assert records["customer"]["phone"] == "17794579090"
    assert records["customer"]["birthday"] == date(1980, 1, 18)
    assert records["vehicle"]["plate"] == "豫AF02997"
    assert records["vehicle"]["vin"] == "LZBYWAYE9KE005001"
    assert records["vehicle"]["energy"] == "ev"
    assert records["reading"] == {"mileage_km": 75987, "mileage_on": date(2026, 11, 21)}
    assert records["visit"] == {"last_service_date": date(2023, 10, 29), "last_service_km": 42966}


@pytest.mark.parametrize("name", ["customers", "vehicles", "services", "parts", "catalogue"])
def test_ppl_05_the_exchange_format_is_understood_to_the_last_cell(name: str) -> None:
    spec, found = cleaned(SHARED / f"{name}.csv")
    with (SHARED / f"{name}.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    assert spec.name == name
    assert [row.problems for row in found if row.problems] == []
    assert len(found) == len(expected)
    for row, cells in zip(found, expected, strict=True):
        assert {field for field, cell in cells.items() if cell} <= set(row.values)
        for field in ("vin", "phone", "amount_fen", "mileage_km", "delivery_date", "part_no", "price_fen"):
            if cells.get(field):
                assert str(row.values[field]) == cells[field]
