"""INS-11, SAL-10: the night of a store: stored scores, candidates that come and go, values by model and by rules."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from cheyuan.base.policies.actions import set_value
from cheyuan.insight.scores import actions, jobs
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Conflict, Refused

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 22)
AT = moment(DAY, 9)


def sign(place, who, kind="valuation", on=DAY, **more):
    return actions.note_sign(place.by, who.pk, kind, seen_on=on, at=AT, **more)


def test_sal_10_a_car_becomes_a_candidate_with_its_reasons_and_stops_being_one(place):
    car = place.car(date(2021, 1, 10), odometer_km=60_000)
    place.night(DAY)
    assert [(row.score, row.candidate) for row in place.rows("TradeIn")] == [(30, False)]
    assert place.rows("Stay") == []
    noted = sign(place, car.owner)
    assert place.night(DAY)["candidates"] == 1
    row = place.rows("TradeIn")[0]
    assert (row.score, row.candidate) == (55, True)
    assert row.reasons == [
        {"code": "age", "points": 30, "age": 5}, {"code": "valuation", "points": 25, "valuation_on": "2026-11-22"},
    ]  # fmt: skip
    actions.undo_sign(place.by, noted.pk, at=AT)
    place.night(DAY + timedelta(days=1))
    stay = place.rows("Stay")[0]
    assert (stay.since, stay.until, stay.score) == (DAY, DAY + timedelta(days=1), 55)
    assert [(one.day, one.score) for one in place.rows("Change")] == [(DAY, 55), (DAY + timedelta(days=1), 30)]


def test_sal_10_back_within_half_a_year_it_was_one_all_along_later_anew(place):
    car = place.car(date(2021, 1, 10), odometer_km=60_000)
    noted = sign(place, car.owner)
    place.night(DAY)
    actions.undo_sign(place.by, noted.pk, at=AT)
    place.night(DAY + timedelta(days=10))
    sign(place, car.owner)
    place.night(DAY + timedelta(days=40))
    assert [(one.since, one.until) for one in place.rows("Stay")] == [(DAY, None)]
    place.night(DAY + timedelta(days=120))
    later = DAY + timedelta(days=310)
    actions.note_sign(place.by, car.owner.pk, "valuation", seen_on=later, at=moment(later, 9))
    place.night(later)
    assert [(one.since, one.until) for one in place.rows("Stay")] == [(DAY, DAY + timedelta(days=120)), (later, None)]


def test_sal_10_a_visit_that_looked_at_cars_and_list_prices_count(place):
    car = place.car(date(2024, 1, 10), trim="尊享")
    actions.set_price(place.by, place.store.pk, brand="海悦", model="L5", trim="尊享", price_fen=10_000_000, at=AT)
    place.visit(car, DAY - timedelta(days=20), 700_000)
    with place.open():
        apps.get_model("receptions", "Reception").objects.create(
            store_id=place.store.pk, customer=car.owner, came_at=AT, came_on=DAY, purpose="new_car", department="sales",
            by_name="前台", created_at=AT,
        )  # fmt: skip
    place.night(DAY)
    row = place.rows("TradeIn")[0]
    assert {one["code"]: one["points"] for one in row.reasons} == {"looked": 15, "bills": 10}
    assert row.worth_fen == 10_000_000 * 80 * 88**2 // 100**3


def test_sal_10_cars_that_left_and_signs_taken_back_or_wrong(place):
    car = place.car(date(2020, 1, 10), odometer_km=130_000)
    place.night(DAY)
    assert len(place.rows("TradeIn")) == 1
    with place.open():
        type(car).objects.filter(pk=car.pk).update(status="sold")
    place.night(DAY + timedelta(days=1))
    assert place.rows("TradeIn") == []
    assert place.rows("Stay")[0].until == DAY + timedelta(days=1)
    noted = sign(place, car.owner, "family")
    actions.undo_sign(place.by, noted.pk, at=AT)
    with pytest.raises(Conflict):
        actions.undo_sign(place.by, noted.pk, at=AT)
    for kind, on in (("gender", DAY), ("family", DAY + timedelta(days=1)), ("family", DAY - timedelta(days=400))):
        with pytest.raises(Refused):
            sign(place, car.owner, kind, on)


def test_sal_10_an_older_day_changes_nothing(place):
    place.car(date(2020, 1, 10), odometer_km=130_000)
    place.night(DAY)
    assert place.night(DAY - timedelta(days=30)) == {"cars": 0, "candidates": 0, "customers": 0, "method": ""}
    assert place.rows("TradeIn")[0].as_of == DAY


def test_ins_11_little_history_follows_plain_rules_and_says_so(place):
    regular = place.car(date(2024, 1, 10))
    for n in range(5):
        place.visit(regular, date(2024, 7, 1) + timedelta(days=180 * n), 100_000)
    gone = place.car(date(2023, 1, 10), status="sold")
    place.visit(gone, date(2023, 7, 1), 50_000)
    assert place.night(DAY)["method"] == "rules"
    values = {row.customer_id: row for row in place.rows("Value")}
    mine = values[regular.owner_id]
    last = date(2024, 7, 1) + timedelta(days=720)
    assert (mine.next_on, mine.alive, mine.past_fen) == (last + timedelta(days=180), None, 200_000)
    assert [one["code"] for one in mine.reasons] == ["on_time", "next_rhythm", "rules"]
    assert mine.churn == 10
    assert mine.year_fen == pytest.approx(365.25 / 180 * 0.9 * 100_000, abs=1)
    lost = values[gone.owner_id]
    assert (lost.churn, lost.year_fen, lost.next_on) == (100, 0, None)
    assert lost.reasons[0]["code"] == "no_car"


def test_ins_11_enough_history_is_learnt_from_versioned_and_tried(place):
    values = {"scores.least_customers": 20, "scores.holdout_days": 365}
    for key, value in values.items():
        set_value(place.by, key, value, for_store=place.store.pk, valid_from=date(2020, 1, 1), reason="", at=AT)
    for n in range(60):
        car = place.car(date(2023, 1, 1) + timedelta(days=7 * n))
        every = 120 + 7 * (n % 20)
        until = DAY if n % 3 else date(2025, 6, 1)
        day = car.delivered_on + timedelta(days=every)
        while day <= until:
            place.visit(car, day, 60_000 + 3_000 * (n % 7))
            day += timedelta(days=every)
    assert place.night(DAY)["method"] == "model"
    place.night(DAY)
    place.night(DAY + timedelta(days=1))
    fits = place.rows("Fit")
    assert [(one.as_of, one.method) for one in fits] == [(DAY, "model"), (DAY + timedelta(days=1), "model")]
    assert set(fits[0].parameters) >= {"r", "alpha", "a", "b"}
    assert fits[0].tested["from"] == (DAY - timedelta(days=365)).isoformat()
    assert sum(one["count"] for one in fits[0].tested["bins"]) == fits[0].tested["customers"]
    rows = place.rows("Value")
    assert all(0 <= row.alive <= 1 and row.life_fen >= row.year_fen * 0.9 for row in rows)
    silent = [row for row in rows if row.reasons[0]["code"] == "late"]
    steady = [row for row in rows if row.reasons[0]["code"] == "on_time"]
    assert min(row.churn for row in silent) > max(row.churn for row in steady)
    assert max(row.churn for row in steady) <= 10, "nobody on time is called leaving, whatever the model alone says"


def test_ins_11_the_night_runs_in_a_process_of_its_own(place):
    place.car(date(2020, 1, 10), odometer_km=130_000)
    done = jobs.reckon(place.by, place.store.pk, DAY)
    assert (done["cars"], done["candidates"], done["method"]) == (1, 1, "rules")
    assert place.rows("TradeIn")[0].score == 55
