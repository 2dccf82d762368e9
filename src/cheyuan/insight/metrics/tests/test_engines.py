"""INS-01, INS-30: every metric says the same rows on the embedded engine and in PostgreSQL; stored sums are sums of rows."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from cheyuan.base.lake import snapshot
from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.metrics import queries, texts
from cheyuan.insight.metrics.computing import Engine
from cheyuan.insight.metrics.declaring import metrics
from cheyuan.insight.metrics.models import Figure
from cheyuan.insight.metrics.months import asked, back
from cheyuan.insight.metrics.reckoning import sources
from cheyuan.insight.metrics.tests.conftest import TODAY, Book
from cheyuan.insight.metrics.tests.world import lively
from cheyuan.kernel.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = back(TODAY, 25)


def embedded(book: Book) -> dict[str, Counter[tuple[Any, ...]]]:
    """Metric → its rows on DuckDB."""
    known = metrics()
    with scope(book.by):
        numbers = [key for one in known.values() for key in one.numbers]
        engine = Engine(snapshot.take(book.by, sources(known)), asked([book.store.pk], numbers, FIRST, TODAY, TODAY))
    written = texts.texts(book.by)
    found = {}
    for code in known:
        rows = engine.rows(written[code]["duckdb"]).to_pylist()
        found[code] = Counter(tuple(row.values()) for row in rows if FIRST <= row["day"] <= TODAY)
    return found


def in_place(by: Actor, code: str) -> Counter[tuple[Any, ...]]:
    """Its rows as a page asks for them."""
    found = queries.rows(by, code, FIRST, TODAY, on=TODAY, limit=20_000)
    return Counter(
        (one.store_id, one.day, one.num, one.den, one.ref.kind, one.ref.id, *one.dims.values()) for one in found.rows
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ins_01_every_metric_has_the_same_rows_on_both_engines(book: Book, boss: Actor, seed: int) -> None:
    lively(book, seed)
    book.reckon()
    expected = embedded(book)
    assert {code for code, rows in expected.items() if not rows} == set(), "each metric had something to count"
    with scope(boss):
        for code, rows in expected.items():
            assert in_place(boss, code) == rows, code
        _sums_of_rows(expected)


def _sums_of_rows(expected: dict[str, Counter[tuple[Any, ...]]]) -> None:
    """Stored figures, whole and split, are the sums of the rows."""
    for code, rows in expected.items():
        one, sums = metrics()[code], {True: Counter[Any](), False: Counter[Any]()}
        for (_store, day, num, den, _kind, _id, *dims), times in rows.items():
            for whole, key in ((True, ()), (False, tuple(dims))):
                sums[whole][day, key, "num"] += num * times
                sums[whole][day, key, "den"] += den * times
        for whole in (True, False) if one.dims else (True,):
            stored = Counter[Any]()
            for figure in Figure.objects.filter(metric=code, whole=whole):
                key = () if whole else tuple(getattr(figure, name) for name in one.dims)
                stored[figure.day, key, "num"] += figure.num
                stored[figure.day, key, "den"] += figure.den
            assert dict(stored) == dict(sums[whole]), code


def test_ins_30_reckoning_twice_changes_nothing_and_a_new_row_only_its_days(book: Book, boss: Actor) -> None:
    lively(book, 4)
    first = book.reckon()
    assert first.changed == first.figures > 100
    again = book.reckon()
    assert (again.changed, again.gone) == (0, 0)
    book.visit(book.car(date(2026, 11, 2), "新款"), date(2026, 11, 20))
    third = book.reckon()
    assert 0 < third.changed < first.figures / 5
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname = 'in_figure'")
        assert cursor.fetchone() == (0,)


def test_ins_30_a_reckoning_that_fails_leaves_the_figures_as_they_were(
    book: Book, boss: Actor, failing: Callable[..., Any]
) -> None:
    lively(book, 5)
    book.reckon()
    with scope(boss):
        before = queries.values(boss, ["visits", "csi"], FIRST, TODAY), queries.as_of(boss)
    book.visit(book.car(), TODAY)
    with pytest.raises(RuntimeError):
        failing(book)
    with scope(boss):
        assert (queries.values(boss, ["visits", "csi"], FIRST, TODAY), queries.as_of(boss)) == before
