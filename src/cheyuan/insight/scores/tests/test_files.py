"""INS-11, SAL-10: the engines on files: columns in and out, CDNOW as it is, bad input named and nothing half written."""

import csv
from datetime import date

import pytest

from cheyuan.base.ui.words import say
from cheyuan.insight.scores.files import score, value
from cheyuan.insight.scores.tests import shared
from cheyuan.kernel.errors import Refused

DAY = date(2026, 11, 22)


def rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_ins_11_cdnow_straight_from_its_file(tmp_path):
    source = shared.file()
    if source is None:
        pytest.skip("the shared sample is not here; name its folder in CHEYUAN_SHARED")
    facts = value.run(source, tmp_path / "out.csv", until=date(1997, 9, 30), discount=0.1, years=10, holdout_days=90)
    wanted = {"r": 0.2426, "alpha": 4.4136, "a": 0.7929, "b": 2.4259, "p": 6.25, "q": 3.74, "gamma": 15.44}
    assert facts["parameters"] == pytest.approx(wanted, rel=0.005)
    assert facts["holdout"]["customers"] == 2357
    found = rows(tmp_path / "out.csv")
    assert len(found) == 2357
    assert tuple(found[0]) == value.COLUMNS
    first = found[0]
    assert (first["customer"], first["frequency"], first["recency_weeks"], first["observed_weeks"]) == (
        "0001", "2", "30.4286", "38.8571",
    )  # fmt: skip
    assert float(first["mean_amount"]) == pytest.approx(22.345, abs=0.01)


def test_ins_11_own_transactions_with_chinese_headers(tmp_path):
    lines = ["客户,日期,金额"]
    for n in range(60):
        day = 1 + n % 28
        lines += [f"C{n},2025年{month}月{day}日,12{n % 10:02d}.50" for month in range(1, 3 + n % 9, 2)]
    (tmp_path / "in.csv").write_text("\n".join(lines), "utf-8-sig")
    facts = value.run(tmp_path / "in.csv", tmp_path / "out.csv", until=date(2025, 12, 31), discount=0.05, years=3)
    assert facts["customers"] == 60
    assert all(float(row["lifetime_value"]) >= 0 for row in rows(tmp_path / "out.csv"))


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        (b"", "sheet_empty", {}),
        (b"customer,date\na,2025-01-01\n", "sheet_column", {"column": "amount"}),
        (b"customer,date,amount\na,never,3\n", "sheet_cell", {"line": 2, "column": "date"}),
        (b"customer,date,amount\n\na,2025-01-01,x\n", "sheet_cell", {"line": 3, "column": "amount"}),
        (b"customer,date,amount\n,2025-01-01,3\n", "sheet_missing", {"line": 2}),
        (b"customer,date,amount\na,2025-01-01,3,4\n", "sheet_row", {"line": 2}),
        (b"\xff\xfe\x00customer", "sheet_not_text", {}),
        (b"PK\x03\x04\x00\x00", "sheet_not_text", {}),
        (b"customer,date,amount\na,2025-01-01,3\nb,2025-01-02,5\n", "sheet_little", {}),
        (b" 00004 0001 19970101  2   29.33\n 00004 0001 19970101  2\n", "sheet_row", {"line": 2}),
    ],
)  # fmt: skip
def test_ins_11_bad_input_is_named_and_leaves_nothing(tmp_path, text, code, facts):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(text)
    target.write_text("what was there")
    with pytest.raises(Refused) as refused:
        value.run(source, target, until=None, discount=0.1, years=5)
    assert refused.value.code == code
    assert facts.items() <= refused.value.facts.items()
    assert refused.value.code not in say(refused.value)
    assert target.read_text() == "what was there"
    assert len(list(tmp_path.iterdir())) == 2


def test_sal_10_cars_in_scores_with_reasons_out(tmp_path):
    (tmp_path / "in.csv").write_text(
        "car,delivered_on,km,repairs_6m,bills_12m,list_price,valuation_on,warranty_ends_on\n"
        "A,2020-01-05,123456,3,9000,200000,2026-11-01,2026-11-10\nB,2025-01-01,5000,,,,,\nC,2027-01-01,,,,,,\n"
        "D,2021-01-01,81000,2,5942.40,200000,,\nE,2021-01-01,81000,2,5944.40,200000,,\n"
    )
    facts = score.run(tmp_path / "in.csv", tmp_path / "out.csv", as_of=DAY)
    assert facts == {"cars": 5, "scored": 4, "candidates": 3, "as_of": "2026-11-22"}
    found = {row["car"]: row for row in rows(tmp_path / "out.csv")}
    assert (found["A"]["score"], found["A"]["candidate"], found["A"]["codes"]) == (
        "100", "yes", "age|km|valuation|repairs|bills|warranty",
    )  # fmt: skip
    assert (found["B"]["score"], found["C"]["score"]) == ("0", "")
    assert [found[car]["score"] for car in "DE"] == ["50", "50"]


def test_sal_10_a_wrong_cell_of_a_car_is_named(tmp_path):
    (tmp_path / "in.csv").write_text("car,km\nA,12\nB,-5\n")
    with pytest.raises(Refused) as refused:
        score.run(tmp_path / "in.csv", tmp_path / "out.csv", as_of=DAY)
    assert (refused.value.code, refused.value.facts["line"]) == ("sheet_cell", 3)
    assert not (tmp_path / "out.csv").exists()
