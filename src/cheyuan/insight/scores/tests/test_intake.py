"""SAL-10, PPL-05: signs of interest come by file like everything else: guessed, checked, written, taken back."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.intake import actions, queries
from cheyuan.base.intake.pipeline import Input
from cheyuan.base.intake.reading.choices import SIGN
from cheyuan.base.intake.reading.mapping import best_spec
from cheyuan.base.intake.reading.owner_book import SHEETS
from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.scores import actions as scores
from cheyuan.insight.scores.models import SIGNS, Sign
from cheyuan.insight.scores.tests.conftest import Place
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Refused

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
AT = moment(DAY, 9)
HEAD = ("客户编号", "姓名", "联系电话", "车架号", "换车意向", "发现日期", "备注")
VIN = "LZASB6X56ND000000"


@pytest.fixture(autouse=True)
def files_apart(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


class Books:
    """Sheets written and brought in by one who may."""

    def __init__(self, by: Any, folder: Path) -> None:
        self.by, self.folder = by, folder

    def file(self, name: str, head: Any, *rows: Any) -> Input:
        path = self.folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
        return Input(path, path.name)

    def bring(self, *files: Input, dry: bool = False) -> Any:
        one = actions.begin(self.by, self.by.store_ids[0], files, title="t", as_of=DAY, at=AT)
        return (actions.check if dry else actions.commit)(self.by, one.pk, at=AT)

    def signs(self, *rows: Any, dry: bool = False) -> Any:
        return self.bring(self.file("换车意向", HEAD, *rows), dry=dry)

    def troubles(self, one: Any) -> set[tuple[int, str, str]]:
        with scope(self.by):
            return {(t.row, t.code, t.severity) for t in queries.troubles(self.by, one.pk)}

    def rows(self) -> list[tuple[Any, ...]]:
        with scope(self.by):
            return list(Sign.objects.order_by("pk").values_list("customer_id", "vehicle_id", "kind", "seen_on", "note"))


@pytest.fixture
def books(actor: Any, tmp_path: Path) -> Books:
    return Books(actor(), tmp_path)


@pytest.fixture
def owner(books: Books, place: Place) -> Any:
    """One customer with one car, brought by a book of long ago."""
    people = books.file("customers", ("cust_no", "name", "phone"), ("A1", "区文浩", "13800138000"))
    cars = ("vin", "cust_no", "brand", "model", "delivery_date")
    books.bring(people, books.file("vehicles", cars, (VIN, "A1", "海悦", "L5", "2020-01-10")))
    return place


def ids(books: Books) -> tuple[int, int]:
    with scope(books.by):
        return apps.get_model("customers", "Customer").objects.get().pk, apps.get_model(
            "vehicles", "Vehicle"
        ).objects.get().pk


def test_sal_10_every_word_of_a_sign_means_one_that_scores_know() -> None:
    assert set(SIGN.values()) == set(SIGNS)


@pytest.mark.parametrize(
    "head",
    [HEAD, ("phone", "sign", "seen_on"), ("VIN", "Sign of interest", "Date", "Note"), ("customer_no", "signal", "day")],
)
def test_ppl_05_a_sheet_of_signs_is_known_by_its_headers(head: tuple[str, ...]) -> None:
    found = best_spec(head, SHEETS, "Sheet1")
    assert found is not None
    assert found.name == "signs"


def test_sal_10_signs_by_number_phone_and_car(books: Books, owner: Any) -> None:
    done = books.signs(
        ("A1", "", "", "", "询价", "2026-11-20", "想换大车"),
        ("", "区文浩", "138 0013 8000", "", "试驾", "2026/11/21", ""),
        ("", "", "", VIN.lower(), "添丁", "2026年11月22日", ""),
    )
    who, car = ids(books)
    assert (done.counts["signs_new"], done.counts["refused"]) == (3, 0)
    assert books.rows() == [
        (who, None, "valuation", date(2026, 11, 20), "想换大车"),
        (who, None, "looked", date(2026, 11, 21), ""),
        (who, car, "family", DAY, ""),
    ]
    with scope(books.by):
        told = apps.get_model("journal", "TimelineEntry").objects.filter(verb="sign.noted", customer_id=who)
        assert all(one.at <= AT for one in told)
        assert told.count() == 3


def test_sal_10_a_dry_run_says_what_is_wrong_and_writes_nothing(books: Books, owner: Any, place: Place) -> None:
    place.owner(name="陈立群", cust_no="B1")
    done = books.signs(
        ("", "", "", "", "询价", "2026-11-20", ""),
        ("X9", "", "", "", "询价", "2026-11-20", ""),
        ("", "", "13900139000", "", "询价", "2026-11-20", ""),
        ("A1", "", "", "LZASB6X56ND000009", "询价", "2026-11-20", ""),
        ("B1", "", "", VIN, "询价", "2026-11-20", ""),
        ("A1", "", "", "", "天气", "2026-11-20", ""),
        ("A1", "", "", "", "询价", "2026-11-23", ""),
        ("A1", "", "", "", "询价", "2025-11-21", ""),
        ("A1", "", "", "", "看车", "2026-11-20", ""),
        ("A1", "", "", "", "看车", "2026-11-20", "again"),
        dry=True,
    )
    assert books.troubles(done) == {
        (2, "who_missing", "error"), (3, "who_unknown", "error"), (4, "who_unknown", "error"), (5, "car_unknown", "error"),
        (6, "car_of_other", "error"), (7, "choice_unknown", "error"), (8, "date_future", "error"), (9, "day_old", "error"),
        (11, "sign_known", "warning"),
    }  # fmt: skip
    assert (done.counts["good"], done.counts["refused"], books.rows()) == (2, 8, [])


def test_sal_10_one_phone_of_two_people_needs_a_name_or_their_car(books: Books, owner: Any) -> None:
    head = ("cust_no", "name", "phone")
    books.bring(books.file("customers", head, ("A2", "区太太", "13800138000")))
    done = books.signs(
        ("", "", "13800138000", "", "询价", "2026-11-20", ""),
        ("", "区太太", "13800138000", "", "询价", "2026-11-20", ""),
        ("", "", "13800138000", VIN, "询价", "2026-11-20", ""),
    )
    assert books.troubles(done) == {(2, "two_candidates", "error")}
    with scope(books.by):
        names = Sign.objects.order_by("pk").values_list("customer__name", flat=True)
        assert list(names) == ["区太太", "区文浩"]


def test_ppl_05_signs_of_people_in_the_same_book(books: Books) -> None:
    people = books.file("customers", ("cust_no", "name", "phone"), ("N1", "陈立群", "13800138001"))
    signs = books.file(
        "signs",
        HEAD,
        ("N1", "", "", "", "询价", "2026-11-20", ""),
        ("", "", "13800138001", "", "看车", "2026-11-21", ""),
    )
    assert books.troubles(books.bring(people, signs, dry=True)) == set()
    done = books.bring(people, signs)
    assert (done.counts["customers_new"], done.counts["signs_new"]) == (1, 2)
    assert {row[0] for row in books.rows()} == {ids_of(books)[0]}
    actions.undo(books.by, done.pk, at=AT)
    assert (books.rows(), ids_of(books)) == ([], [])


def ids_of(books: Books) -> list[int]:
    with scope(books.by):
        return list(apps.get_model("customers", "Customer").objects.values_list("pk", flat=True))


def test_sal_10_the_same_file_twice_counts_once_and_goes_as_a_whole(books: Books, owner: Any) -> None:
    row = ("A1", "", "", "", "询价", "2026-11-20", "")
    first = books.signs(row)
    again = books.signs(row)
    assert (first.counts["signs_new"], again.counts["signs_new"]) == (1, 0)
    assert books.troubles(again) == {(2, "sign_known", "warning")}
    actions.undo(books.by, again.pk, at=AT)
    assert len(books.rows()) == 1
    actions.undo(books.by, first.pk, at=AT)
    assert books.rows() == []
    with scope(books.by):
        assert not apps.get_model("journal", "TimelineEntry").objects.filter(verb="sign.noted").exists()


def test_sal_10_a_sign_that_a_colleague_took_back_does_not_come_again(books: Books, owner: Any) -> None:
    row = ("A1", "", "", "", "询价", "2026-11-20", "")
    books.signs(row)
    with scope(books.by):
        sign = Sign.objects.get().pk
    scores.undo_sign(books.by, sign, at=AT)
    assert books.signs(row).counts["signs_new"] == 0


@pytest.mark.django_db(transaction=True)
def test_ppl_05_after_a_night_a_book_can_still_be_taken_back(books: Books, owner: Any, place: Place) -> None:
    place.night(DAY)
    assert place.rows("TradeIn")
    with scope(books.by):
        batch = queries.batches(books.by).get().pk
    actions.undo(books.by, batch, at=AT + timedelta(hours=1))
    assert [place.rows(name) for name in ("TradeIn", "Value", "Change", "Stay")] == [[], [], [], []]


def test_ppl_05_a_book_stays_under_people_of_whom_a_sign_was_noted(books: Books, owner: Any) -> None:
    scores.note_sign(books.by, ids(books)[0], "family", seen_on=DAY, at=AT)
    with scope(books.by):
        batch = queries.batches(books.by).get().pk
    with pytest.raises(Refused, match="undo_touched"):
        actions.undo(books.by, batch, at=AT)


def test_sal_10_people_of_another_store_are_nobody(
    books: Books, owner: Any, actor: Any, tenants: Any, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    there = Books(actor("general_manager", tenants.sister), tmp_path / "there")
    done = there.signs(
        ("A1", "", "", "", "询价", "2026-11-20", ""),
        ("", "", "13800138000", "", "询价", "2026-11-20", ""),
        ("", "", "", VIN, "询价", "2026-11-20", ""),
    )
    assert {code for _row, code, _ in there.troubles(done)} == {"who_unknown", "car_unknown"}
    assert there.rows() == []


def test_sal_10_merged_numbers_lead_to_the_kept_file(books: Books, owner: Any, place: Place) -> None:
    who, _car = ids(books)
    with place.open():
        merges = apps.get_model("duplicates", "Merge").objects
        merges.create(
            store_id=place.store.pk, kept_id=who, into_id=who, gone_id=999_999, gone_no="OLD7", by_name="t", at=AT
        )
    assert books.signs(("OLD7", "", "", "", "询价", "2026-11-20", "")).counts["signs_new"] == 1
    assert books.rows()[0][0] == who
