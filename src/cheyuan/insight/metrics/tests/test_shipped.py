"""INS-30: the figures of visits, deliveries, lapse, value and messages of a small book, written out by hand."""

from datetime import date

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.metrics import queries
from cheyuan.insight.metrics.declaring import metrics
from cheyuan.insight.metrics.tests.conftest import Book

pytestmark = pytest.mark.django_db(transaction=True)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


@pytest.fixture
def lived(book: Book) -> Book:
    """Four cars: one faithful, one that stopped coming, one new, one sold on; some messages."""
    faithful = book.car(date(2024, 3, 31))
    book.visit(faithful, date(2025, 9, 30), fen=50_000)
    book.visit(faithful, date(2025, 11, 1), fen=30_000)
    book.visit(faithful, date(2026, 10, 5), fen=70_000)
    book.visit(faithful, date(2026, 10, 5), kind="repair", fen=10_000)
    book.visit(faithful, date(2026, 10, 9), source="elsewhere", fen=99_000)
    gone = book.car(date(2025, 5, 31), "S3")
    book.visit(gone, date(2025, 10, 31), fen=40_000)
    book.car(date(2026, 10, 12), "S3")
    book.car(date(2024, 1, 1), status="sold")
    book.message(faithful, "sent", date(2026, 10, 2))
    book.message(faithful, "delivered", date(2026, 9, 2))
    book.message(gone, "refused", date(2026, 10, 2))
    book.message(gone, "held", date(2026, 10, 3), channel="wechat")
    book.reckon()
    return book


EXPECTED = {  # October, then September: sums and figure
    "visits": ((2, 2, 2.0), (0, 0, 0.0)),
    "delivered": ((1, 1, 1.0), (0, 0, 0.0)),
    # October: 300 + 700 + 100 yuan of the faithful one, nothing of the others. The 31 Oct 2025 of the other is a year ago.
    # September: 300 + 400 yuan; its 30 Sep 2025 is a year ago.
    "value": ((110_000, 3, 110_000 / 3), (70_000, 2, 35_000.0)),
    "lapse_short": ((1, 2, 0.5), (2, 2, 1.0)),
    "lapse_long": ((1, 2, 0.5), (0, 2, 0.0)),
    "messages_sent": ((1, 1, 1.0), (1, 1, 1.0)),
    "messages_refused": ((1, 3, 1 / 3), (0, 1, 0.0)),
}


@pytest.mark.parametrize("code", EXPECTED)
def test_ins_30_each_figure_is_what_its_formula_says(lived, boss, code):
    with scope(boss):
        found = queries.values(boss, [code], *OCTOBER, before=SEPTEMBER)[code]
    then = found.before
    assert ((found.num, found.den, found.figure), (then.num, then.den, then.figure)) == EXPECTED[code]


def test_ins_30_the_rows_behind_a_figure_are_its_sums(lived, boss):
    with scope(boss):
        found = queries.values(boss, list(metrics()), *OCTOBER)
        for code, value in found.items():
            behind = queries.rows(boss, code, *OCTOBER)
            assert (behind.num, behind.den) == (value.num, value.den), code
            assert (sum(one.num for one in behind.rows), sum(one.den for one in behind.rows)) == (value.num, value.den)
