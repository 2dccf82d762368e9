"""INS-30, CARE-40: the metrics of a month are the figures of the report on it, on random worlds; the rows behind them too."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact.queries import no_reminders
from cheyuan.engage.reports.metrics import METRICS
from cheyuan.engage.reports.metrics.rows import CORRECTIONS
from cheyuan.engage.reports.period import MONTH, Period
from cheyuan.engage.reports.queries.figures import Wish, figures
from cheyuan.engage.reports.tally import FIRST, SERVICE, Figures, Ratio, total
from cheyuan.engage.reports.tests.conftest import OCTOBER, World
from cheyuan.engage.reports.tests.test_figures import CAR, live
from cheyuan.insight.metrics import queries, texts
from cheyuan.insight.metrics.reckoning import reckon
from cheyuan.kernel.clock import moment

TODAY = date(2026, 11, 22)
CODES = [one.code for one in METRICS]


def report(found: Figures) -> dict[str, Ratio]:
    """What the report says of each metric, as so many of so many."""
    tally, service, first = found.whole.tally, found.whole.service, found.whole.first
    back = total(one for rule, one in found.rules.items() if rule in {*SERVICE, "R11", "R12", "R17", "R25"})
    assert set(found.rules) >= {rule for rule in FIRST if rule in found.rules}
    return {
        "coverage": Ratio(tally.made, tally.due), "first_coverage": Ratio(first.made, first.due),
        "reach": Ratio(tally.reached, tally.made), "booking": Ratio(service.booked, service.reached),
        "reminder_return": Ratio(back.returned, back.due), "first_return": found.whole.rate("first_return"),
        "periodic_return": found.whole.rate("periodic_return"), "lapse": found.whole.rate("lapse"),
        "recall": found.whole.rate("recall"),
    }  # fmt: skip


def compare(world: World, month: date) -> None:
    """One month: the report, the stored figures and the rows all say the same."""
    period = Period.of(MONTH, month)
    with scope(world.by):
        asked = report(figures(world.by, Wish(period)))
        found = queries.values(world.by, CODES, period.since, period.until)
        assert {code: Ratio(found[code].num, found[code].den) for code in asked} == asked
        for code in CODES:
            behind = queries.rows(world.by, code, period.since, period.until, on=TODAY, limit=1000)
            assert (behind.num, behind.den, behind.count) == (found[code].num, found[code].den, found[code].den), code
            assert len(behind.rows) == behind.count


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(cars=st.lists(CAR, min_size=4, max_size=9))
def test_ins_30_a_month_is_that_of_the_report_on_random_worlds(world: World, cars: list[dict[str, Any]]) -> None:
    texts.write(world.by, None)
    try:
        with scope(world.by):
            for car in cars:
                live(world, car)
        reckon(world.by, world.store.pk, as_of=TODAY, at=moment(TODAY, 12))
        for month in (OCTOBER, OCTOBER - timedelta(days=1), date(2026, 2, 1), date(2025, 6, 1)):
            compare(world, month)
    finally:
        forget(world)


def forget(world: World) -> None:
    """An empty store for the next world."""
    names = ("contact.Attempt", "care.Task", "vehicles.Visit", "vehicles.Vehicle", "customers.Customer")
    with scope(world.by), connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DELETE FROM {apps.get_model(name)._meta.db_table}")


@pytest.mark.django_db(transaction=True)
def test_ins_30_october_written_out(world: World, lived: Any, boss: Any) -> None:
    texts.write(world.by, None)
    reckon(world.by, world.store.pk, as_of=TODAY, at=moment(TODAY, 12))
    period = Period.of(MONTH, OCTOBER)
    with scope(boss):
        found = queries.values(boss, CODES, period.since, period.until)
        mine = queries.values(boss, ["coverage"], period.since, period.until, filters={"model": "海悦 S3"})
    assert {code: (one.num, one.den) for code, one in found.items()} == {
        "first_return": (0, 0), "periodic_return": (0, 0),  # all four were delivered in January 2024
        "lapse": (3, 4), "recall": (1, 4),
        "coverage": (4, 6),  # good, late, failed, elsewhere; missed and birthday were not
        "first_coverage": (1, 1),
        "overdue": (3, 6),  # missed, birthday, and the one called three days late
        "reach": (3, 4), "booking": (1, 2), "reminder_return": (1, 5),
    }  # fmt: skip
    assert (mine["coverage"].num, mine["coverage"].den) == (2, 4)
    compare(world, OCTOBER)


def test_ins_30_what_is_no_reminder_is_said_twice_alike() -> None:
    assert list(CORRECTIONS) == no_reminders()
