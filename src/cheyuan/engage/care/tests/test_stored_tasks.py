"""CARE-04, CARE-05: what the plan writes, moves and closes."""

from datetime import date, timedelta

import pytest

from cheyuan.base.policies.actions import set_value
from cheyuan.engage.care.actions.tasks import settle
from cheyuan.engage.care.models import Due
from cheyuan.engage.care.queries import backlog
from cheyuan.kernel.clock import moment

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 21)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def keys(place, **where):
    return [(one.rule, one.subject, one.cycle) for one in place.tasks(**where)]


def test_care_04_a_second_run_makes_nothing_and_a_settled_cycle_is_not_made_again(place):
    car = place.car(DAY - days(400))
    place.visit(car, DAY - days(180), 9_000)
    first = place.plan(DAY)
    assert (first.made, place.plan(DAY).made) == (1, 0)
    with place.open():
        settle(place.tasks(rule="R09")[0], outcome="booked", at=moment(DAY, 9))
    assert place.plan(DAY + days(1)).made == 0
    assert [one.state for one in place.tasks(rule="R09")] == ["done"]


def test_care_04_a_run_for_an_earlier_day_adds_and_turns_nothing_back(place):
    car = place.car(DAY - days(400))
    place.visit(car, DAY - days(180), 9_000)
    place.plan(DAY)
    place.visit(car, DAY + days(1), 14_000)
    assert place.plan(DAY + days(1)).reasons == {"service_done": 1}
    earlier = place.plan(DAY, on=DAY + days(1))
    assert (earlier.moved, earlier.closed) == (0, 0)
    assert place.states("R09") == [((DAY - days(180)).isoformat(), "closed", "service_done")]


def test_care_05_a_moved_due_date_moves_the_open_task_and_keeps_the_old_one(place):
    car = place.car(DAY - days(400))
    place.visit(car, DAY - days(180), 9_000)
    place.plan(DAY)
    before = place.tasks(rule="R09")[0]
    place.visit(car, DAY, 19_050, kind="repair")
    run = place.plan(DAY + days(1))
    after = place.tasks(rule="R09")[0]
    assert run.by_rule["R09"] == {"moved": 1}
    assert after.due_on == DAY < before.due_on
    assert after.due_history == [{"was": before.due_on.isoformat(), "seen_on": (DAY + days(1)).isoformat()}]
    assert after.deadline >= moment(DAY + days(2), 23, 59)
    assert after.facts["latest_km"] == 19_050


def test_care_05_a_task_that_moves_into_the_future_is_offered_when_its_time_comes(place):
    car = place.car(DAY - days(400))
    place.visit(car, DAY - days(60), 9_000)
    jump = place.visit(car, DAY - days(1), 18_990, kind="repair")
    place.plan(DAY)
    assert [one.offer_on for one in place.tasks(rule="R09")] == [DAY]
    with place.open():
        jump.delete()
    place.plan(DAY + days(1))
    task = place.tasks(rule="R09")[0]
    assert task.due_on > DAY + days(60)
    assert task.offer_on == task.opens_on > DAY + days(50)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda place, car: place.visit(car, DAY, 14_000), "service_done"),
        (lambda place, car: place.change(car, status="sold"), "car_left"),
        (lambda place, car: place.change(car, owner=None), "car_left"),
        (lambda place, car: place.change(car, cares=False), "car_left"),
    ],
)
def test_care_05_a_service_reminder_closes_itself_with_its_reason(place, change, reason):
    car = place.car(DAY - days(400))
    place.visit(car, DAY - days(180), 9_000)
    place.plan(DAY)
    change(place, car)
    run = place.plan(DAY + days(1))
    assert place.states("R09")[0][1:] == ("closed", reason)
    assert run.reasons == {reason: 1}


def test_care_05_an_undone_visit_closes_what_was_counted_from_it(place):
    car = place.car(DAY - days(200))
    visit = place.visit(car, DAY - days(180), 9_000)
    place.plan(DAY)
    with place.open():
        visit.delete()
    place.plan(DAY + days(1))
    assert place.states("R09")[0][1:] == ("closed", "data_corrected")


def test_care_04_a_sale_taken_back_opens_the_task_again(place):
    car = place.car(DAY - days(400))
    place.visit(car, DAY - days(180), 9_000)
    place.plan(DAY)
    place.change(car, status="sold")
    place.plan(DAY + days(1))
    place.change(car, status="active")
    run = place.plan(DAY + days(2))
    assert (run.by_rule, place.states("R09")[0][1:]) == ({"R09": {"reopened": 1}}, ("open", ""))


def test_care_05_later_dates_close_and_the_new_cycle_begins(place):
    car = place.car(DAY - days(900), inspection_due=DAY + days(20))
    place.insure(car, DAY + days(30))
    place.plan(DAY)
    place.insure(car, DAY + days(395))
    place.change(car, inspection_due=DAY + days(385))
    place.plan(DAY + days(1))
    assert [one[1:] for one in place.states("R12") + place.states("R13")] == [("closed", "later_date")] * 2


def test_care_05_an_inspection_does_not_close_because_the_next_cycle_began(place):
    due = DAY + days(3)
    place.car(due - days(731), registered_on=date(due.year - 2, due.month, due.day))
    place.plan(DAY)
    assert place.states("R12") == [(due.isoformat(), "open", "")]
    for later in (4, 30, 60):
        place.plan(DAY + days(later))
    assert place.states("R12") == [(due.isoformat(), "open", "")]


def test_care_05_marketing_stops_for_who_does_not_want_it_service_does_not(place):
    owner = place.owner(birthday=date(1980, 11, 21))
    car = place.car(DAY - days(400), owner)
    place.visit(car, DAY - days(180), 9_000)
    place.plan(DAY)
    with place.open():
        owner.do_not_contact = True
        owner.save()
    place.plan(DAY + days(1))
    assert place.states("R14")[0][1:] == ("closed", "do_not_contact")
    assert place.states("R09")[0][1] == "open"


def test_care_05_a_birthday_closes_when_the_only_car_left(place):
    car = place.car(DAY - days(400), place.owner(birthday=date(1980, 11, 21)))
    place.plan(DAY)
    place.change(car, status="sold")
    place.plan(DAY + days(1))
    assert place.states("R14")[0][1:] == ("closed", "car_left")


def test_care_05_the_task_of_a_sold_car_goes_to_its_new_owner(place):
    car = place.car(DAY - days(400))
    place.visit(car, DAY - days(180), 9_000)
    place.plan(DAY)
    new = place.owner()
    place.change(car, owner=new)
    place.plan(DAY + days(1))
    assert [(one.customer_id, one.state) for one in place.tasks(rule="R09")] == [(new.pk, "open")]


def test_care_05_a_changed_policy_changes_what_is_made_from_its_day_on(place, actor):
    car = place.car(DAY - days(400))
    place.visit(car, DAY - days(174), 9_000)
    assert keys(place) == []
    place.plan(DAY)
    due = keys(place, rule="R09")
    set_value(
        place.by,
        "care.r09_before_days",
        30,
        for_store=place.store.pk,
        valid_from=DAY + days(1),
        reason="",
        at=moment(DAY),
    )
    assert (due, len(keys(place, rule="R09"))) == ([], 0)
    place.plan(DAY)
    assert keys(place, rule="R09") == []
    place.plan(DAY + days(1))
    assert len(keys(place, rule="R09")) == 1


def test_care_08_a_backlog_is_spread_over_open_days_nobody_is_late(place, member):
    member("service_advisor", place.store)
    set_value(place.by, "care.offered_per_day", 2, for_store=place.store.pk, valid_from=DAY, reason="", at=moment(DAY))
    with place.open():
        place.store.hours.filter(weekday=6).delete()
    for _n in range(5):
        place.visit(place.car(DAY - days(30)), DAY, 500, kind="repair")
    place.plan(DAY)
    tasks = sorted(place.tasks(rule="R06"), key=lambda one: one.offer_on)
    sunday = DAY + days(1)
    assert [one.offer_on for one in tasks] == [DAY, DAY, sunday + days(1), sunday + days(1), sunday + days(2)]
    assert all(one.deadline >= moment(one.offer_on + days(1), 23, 59) for one in tasks)
    with place.open():
        waiting = backlog(place.by, DAY)
    assert (waiting.tasks, waiting.days, waiting.until) == (3, 2, sunday + days(2))


def test_care_06_due_dates_of_each_car_are_kept_and_renewed_only_when_they_change(place):
    car, other = place.car(DAY - days(400)), place.car(DAY - days(300))
    place.visit(car, DAY - days(180), 9_000)
    place.plan(DAY)
    place.visit(car, DAY + days(1), 14_000)
    place.change(other, cares=False)
    place.plan(DAY + days(1))
    with place.open():
        rows = {row.vehicle_id: row for row in Due.objects.all()}
    assert set(rows) == {car.pk}
    assert (rows[car.pk].last_service_on, rows[car.pk].as_of) == (DAY + days(1), DAY + days(1))


def test_plt_02_the_plan_of_a_store_touches_no_other(place, tenants):
    strange = type(place)(tenants.sister)
    for one in (place, strange):
        one.visit(one.car(DAY - days(400)), DAY - days(180), 9_000)
    place.plan(DAY)
    assert (len(place.tasks()), len(strange.tasks())) == (1, 0)
    strange.plan(DAY)
    assert (len(place.tasks()), len(strange.tasks())) == (1, 1)
    with strange.open():
        assert {row.store_id for row in Due.objects.all()} == {tenants.sister.pk}
