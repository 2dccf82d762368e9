"""PPL-03: the series of readings, what is refused, what a manager may correct, how it is taken back."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.vehicles import actions, queries
from cheyuan.records.vehicles.models import Reading
from cheyuan.records.vehicles.odometer import SPIKE_KM_PER_DAY, Point, kept
from cheyuan.records.vehicles.pace import Pace, day_of_km, km_on, pace
from cheyuan.records.vehicles.showing import series

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
START = date(2024, 1, 10)
days = st.integers(0, 1500).map(lambda more: START + timedelta(days=more))
points = st.lists(st.builds(Point, days, st.integers(0, 400_000)), max_size=25)


@given(points)
def test_ppl_03_the_kept_series_has_one_reading_a_day_and_never_falls(readings):
    series = kept(readings)
    assert len({point.day for point in series}) == len(series)
    assert all(before.day < after.day and before.km <= after.km for before, after in pairwise(series))
    assert set(series) <= set(readings)


@given(points, st.builds(Point, days, st.integers(0, 400_000)))
def test_ppl_03_a_correction_starts_the_series_anew(readings, correction):
    series = kept(readings, [correction])
    assert series[0] == correction or series[0].day > correction.day
    assert all(point.day >= correction.day for point in series)


def test_ppl_03_a_spike_that_later_readings_contradict_is_left_out():
    steady = [Point(START, 0), Point(START + timedelta(days=30), 1200), Point(START + timedelta(days=60), 2500)]
    spike = Point(START + timedelta(days=31), 1200 + SPIKE_KM_PER_DAY + 1)
    assert kept([*steady, spike]) == steady
    assert kept([steady[0], steady[1], spike])[-1] == spike, "nothing later speaks against it"


@given(points, st.booleans(), st.integers(0, 500_000))
def test_ppl_03_the_forecast_is_between_one_and_five_hundred_km_a_day(readings, electric, km):
    series = kept(readings)
    at = pace(series, electric=electric)
    assert at.days <= at.km <= 500 * at.days
    if series:
        day = day_of_km(series, km, at)
        assert day is not None
        if km > series[-1].km:
            assert km_on(series, day, at) >= km > km_on(series, day - timedelta(days=1), at)


def test_ppl_03_too_little_history_means_the_usual_pace():
    near = [Point(START, 0), Point(START + timedelta(days=10), 900)]
    assert pace(near) == Pace(35, 1)
    assert pace(near, electric=True) == Pace(40, 1)
    assert pace([]) == Pace(35, 1)
    assert pace([Point(START, 0), Point(START + timedelta(days=800), 40_000)]) == Pace(40_000, 800)


@pytest.mark.django_db
def test_ppl_03_a_reading_below_an_earlier_one_is_refused_and_above_a_later_one_too(actor, car):
    by = actor("service_advisor")
    one = car(by)
    actions.add_reading(by, one.pk, km=20_000, read_on=date(2026, 6, 1), source="call", at=NOW)
    with pytest.raises(Refused, match="km_backwards") as lower:
        actions.add_reading(by, one.pk, km=19_999, read_on=date(2026, 6, 2), source="call", at=NOW)
    assert (lower.value.facts["km"], lower.value.facts["day"]) == (20_000, date(2026, 6, 1))
    with pytest.raises(Refused, match="km_backwards"):
        actions.add_reading(by, one.pk, km=20_001, read_on=date(2026, 5, 1), source="call", at=NOW)
    with pytest.raises(Refused, match="reading_future"):
        actions.add_reading(by, one.pk, km=30_000, read_on=date(2026, 11, 22), source="call", at=NOW)
    with scope(by):
        found = queries.vehicle(by, one.pk)
    assert (found.odometer_km, found.odometer_on) == (20_000, date(2026, 6, 1))


@pytest.mark.django_db
def test_ppl_03_only_a_manager_corrects_and_only_with_a_reason(actor, car):
    agent, manager = actor("care_agent"), actor("service_manager")
    one = car(agent)
    actions.add_reading(agent, one.pk, km=90_000, read_on=date(2026, 6, 1), source="call", at=NOW)
    wanted = {"km": 9_000, "read_on": date(2026, 6, 2), "at": NOW}
    with pytest.raises(Denied):
        actions.correct_reading(agent, one.pk, reason="typing error", **wanted)
    with pytest.raises(Refused, match="reason_missing"):
        actions.correct_reading(manager, one.pk, reason="  ", **wanted)
    actions.correct_reading(manager, one.pk, reason="typing error", **wanted)
    actions.add_reading(agent, one.pk, km=9_500, read_on=date(2026, 7, 1), source="call", at=NOW)
    with scope(manager):
        found = queries.vehicle(manager, one.pk)
        noted = series(found, queries.visits(manager, [one.pk]), queries.readings(manager, [one.pk]))
    assert found.odometer_km == 9_500
    assert {row.km: row.counts for row in noted} == {90_000: False, 9_000: True, 9_500: True}
    assert [row.reason for row in noted if row.km == 9_000] == ["typing error"]


@pytest.mark.django_db
def test_ppl_03_a_reading_just_entered_can_be_taken_back_and_the_audit_remembers(actor, car):
    by = actor("service_advisor")
    one = car(by)
    actions.add_reading(by, one.pk, km=10_000, read_on=date(2026, 1, 1), source="call", at=NOW)
    row = actions.add_reading(by, one.pk, km=20_000, read_on=date(2026, 6, 1), source="call", at=NOW)
    actions.remove_reading(by, row.pk, at=NOW)
    with scope(by):
        assert queries.vehicle(by, one.pk).odometer_km == 10_000
        assert not Reading.objects.filter(pk=row.pk).exists()
        assert AuditEntry.objects.filter(verb="vehicle.reading_removed", object_id=one.pk).exists()


@pytest.mark.django_db
def test_ppl_03_the_same_reading_twice_is_one(actor, car):
    by = actor("service_advisor")
    one = car(by)
    first = actions.add_reading(by, one.pk, km=10_000, read_on=date(2026, 1, 1), source="call", at=NOW)
    again = actions.add_reading(by, one.pk, km=10_000, read_on=date(2026, 1, 1), source="store", at=NOW)
    assert first.pk == again.pk


@pytest.mark.django_db
def test_p9_cars_of_the_sister_store_cannot_be_read_or_changed(actor, car, tenants):
    here, there = actor("service_manager"), actor("service_manager", tenants.sister)
    one = car(here)
    with pytest.raises(Missing):
        actions.add_reading(there, one.pk, km=1, read_on=date(2026, 1, 1), source="call", at=NOW)
    with scope(there), pytest.raises(Missing):
        queries.vehicle(there, one.pk)
