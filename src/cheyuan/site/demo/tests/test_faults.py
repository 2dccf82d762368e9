"""Planted faults (P8): each in its place, each in the answers, and without the answered rows the book is clean."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cheyuan.kernel import plate, vin
from cheyuan.kernel.errors import Refused
from cheyuan.site.demo.faults import KINDS
from cheyuan.site.demo.write import write

AS_OF = date(2026, 11, 21)
Sheet = dict[int, dict[str, str]]


def read(path: Path) -> Sheet:
    with path.open(encoding="utf-8", newline="") as file:
        return dict(enumerate(csv.DictReader(file), start=2))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faulty")
    written = write(folder, vehicles=900, owners=800, as_of=AS_OF, seed=11, faults=6)
    assert written.faults == 6 * len(KINDS)
    return folder


def test_p8_every_kind_is_planted_as_often_as_asked(folder: Path) -> None:
    answers = read(folder / "answers.csv").values()
    planted = Counter(row["kind"] for row in answers if not row["follows"])
    assert planted == dict.fromkeys(KINDS, 6)
    assert len({(row["file"], row["row"]) for row in answers}) == len(answers)


def test_p8_the_answers_name_the_faulty_rows(folder: Path) -> None:
    sheets = {f"{name}.csv": read(folder / f"{name}.csv") for name in ("customers", "vehicles", "services")}
    for row in read(folder / "answers.csv").values():
        if row["follows"]:
            continue
        cell = sheets[row["file"]][int(row["row"])]
        match row["kind"]:
            case "name_missing":
                assert cell["name"] == ""
            case "formula":
                assert cell["address"].startswith("=")
            case "plate_bad":
                with pytest.raises(Refused):
                    plate.clean(cell["plate"])
            case "vin_short" | "vin_letter_o":
                with pytest.raises(Refused):
                    vin.clean(cell["vin"])
            case "date_nonsense":
                with pytest.raises(ValueError, match="month"):
                    date.fromisoformat(cell["delivery_date"])
            case "date_future":
                assert date.fromisoformat(cell["delivery_date"]) > AS_OF
            case "visit_future":
                assert date.fromisoformat(cell["visited_on"]) > AS_OF


def test_p8_without_the_answered_rows_the_book_is_clean(folder: Path) -> None:
    bad = {(row["file"], int(row["row"])) for row in read(folder / "answers.csv").values()}
    sheets = {
        name: [row for line, row in read(folder / f"{name}.csv").items() if (f"{name}.csv", line) not in bad]
        for name in ("customers", "vehicles", "services")
    }
    owners = {row["cust_no"] for row in sheets["customers"]}
    vins = {row["vin"] for row in sheets["vehicles"]}
    assert all(row["name"] and len(row["phone"]) == 11 for row in sheets["customers"])
    assert {row["cust_no"] for row in sheets["vehicles"]} <= owners
    assert len(vins) == len(sheets["vehicles"])
    assert {row["vin"] for row in sheets["services"]} <= vins
    last: dict[str, int] = {}
    for row in sheets["services"]:
        km = int(row["mileage_km"] or last.get(row["vin"], 0))
        assert km >= last.get(row["vin"], 0)
        last[row["vin"]] = km
        assert row["amount_fen"].isdigit()


def test_p8_a_book_too_small_for_its_faults_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too small"):
        write(tmp_path, vehicles=20, owners=20, as_of=AS_OF, faults=5)
