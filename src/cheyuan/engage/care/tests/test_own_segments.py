"""INS-10, CARE-01: a manager's rule for a segment: tasks for members only, day by day, on every engine, in the preview."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import jobs, process
from cheyuan.engage.care.actions.rules import make_rule
from cheyuan.engage.care.models import PlanRun
from cheyuan.engage.care.own import from_values
from cheyuan.engage.care.planning import kept, preview
from cheyuan.engage.care.planning.drawn import Drawn
from cheyuan.engage.care.queries.own import own_rules
from cheyuan.engage.care.tests.conftest import Place
from cheyuan.insight.segments.actions import archive, change, count_first, make, restore
from cheyuan.insight.segments.models import Run
from cheyuan.kernel.clock import day_of, moment, now

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 21)
PEOPLE = "life-new"
CITY = {"all": [{"field": "city", "op": "is", "value": ["广州"]}]}
VALUES = {"title": "t", "anchor": "delivered_on", "opens_after": 10, "closes_after": 900, "deadline_after": 900}


def rule(place: Place, segment: str, **more: Any) -> str:
    """A rule of the store for a segment that the product brings along, or for everybody."""
    values = {**VALUES, **more, "segment": segment}
    return make_rule(place.by, values, for_store=place.store.pk, valid_from=DAY, at=moment(DAY)).code


def belongs(place: Place, segment: str, *, car: Any = None, person: Any = None) -> Any:
    """A car, or a person, enters."""
    kind, row = ("vehicle", car) if car else ("customer", person)
    with place.open():
        return apps.get_model("segments", "Membership").objects.create(
            store_id=place.store.pk, segment=segment, subject_kind=kind, subject_id=row.pk,
            customer_id=car.owner_id if car else row.pk, entered_on=DAY,
        )  # fmt: skip


def leaves(place: Place, membership: Any, day: date) -> None:
    """It is none any more."""
    with place.open():
        type(membership).objects.filter(pk=membership.pk).update(left_on=day)


def who(place: Place, code: str) -> list[tuple[int, str]]:
    """The cars with a task of the rule, and its state."""
    return [(one.vehicle_id, one.state) for one in place.tasks(rule=code)]


def reach(place: Place, day: date) -> Any:
    """Whom a run on the day would draw again."""
    with place.open():
        newest = PlanRun.objects.order_by("-pk").values_list("pk", flat=True).first()
        return Drawn(place.by, day, kept.load(place.store.pk, newest)).reach


def test_ins_10_members_alone_get_a_task_and_who_enters_gets_it_at_the_next_run(place: Place) -> None:
    owner = place.owner()
    cars = [place.car(owner=owner), place.car(), place.car()]
    code = rule(place, PEOPLE)
    place.plan(DAY)
    assert who(place, code) == []
    belongs(place, PEOPLE, person=owner)
    day = DAY + timedelta(days=1)
    assert owner.pk in reach(place, day).people
    assert cars[2].pk not in reach(place, day).cars
    place.plan(day)
    assert who(place, code) == [(cars[0].pk, "open")]
    again = place.plan(day, whole=True)
    assert (again.made, again.moved, again.closed) == (0, 0, 0)


def city_rule(place: Place) -> tuple[str, Any]:
    """Somebody whose car a rule concerns as soon as they live in the city of its segment."""
    known = {
        "name": "t",
        "subject": "customer",
        "tree": CITY,
        "for_store": place.store.pk,
        "at": now() - timedelta(days=1),
    }
    code = make(place.by, **known).segment.code
    at = now() - timedelta(days=1)
    mine = make_rule(place.by, {**VALUES, "segment": code}, for_store=place.store.pk, valid_from=day_of(at), at=at).code
    return mine, place.car(delivered_on=day_of(at) - timedelta(days=100))


def test_ins_10_who_enters_today_has_the_task_in_todays_plan(place: Place) -> None:
    """The night's plan: segments are counted before it."""
    today = day_of(now())
    code, car = city_rule(place)
    jobs.nightly(place.by, today)
    assert who(place, code) == []
    with place.open():
        Run.objects.update(day=today - timedelta(days=1))  # that was the night before
    with place.open():
        apps.get_model("customers", "Customer").objects.filter(pk=car.owner_id).update(city="广州")
    process.plan(place.by, place.store.pk, today.isoformat())
    assert who(place, code) == [], "the control: the plan alone knows those counted last"
    jobs.nightly(place.by, today)
    assert who(place, code) == [(car.pk, "open")]


def test_ins_10_segments_are_counted_only_when_the_counting_is_behind(place: Place) -> None:
    today = day_of(now())
    code, _car = city_rule(place)
    with place.open():
        segment = next(one.segment for one in own_rules(place.by, today) if one.code == code)
    assert count_first(place.by, place.store.pk, {segment}, today)
    assert not count_first(place.by, place.store.pk, {segment}, today), "that day is counted"
    assert not count_first(place.by, place.store.pk, set(), today + timedelta(days=1)), "nobody asks"
    change(place.by, segment, name="n", at=now())
    assert count_first(place.by, place.store.pk, {segment}, today), "it says something else since"
    assert not count_first(place.by, place.store.pk, {segment}, today - timedelta(days=3)), "history is not rewritten"


def test_ins_10_who_leaves_keeps_the_task_that_is_there_and_gets_no_other(place: Place) -> None:
    """The day it was counted from is what it was: whom somebody promised a call is called (CARE-05)."""
    car, late = place.car(), place.car()
    code = rule(place, PEOPLE)
    inside, missed = belongs(place, PEOPLE, person=car.owner), belongs(place, PEOPLE, person=late.owner)
    leaves(place, missed, DAY + timedelta(days=1))
    place.plan(DAY)
    leaves(place, inside, DAY + timedelta(days=1))
    run = place.plan(DAY + timedelta(days=1))
    assert (run.made, run.closed) == (0, 0)
    assert who(place, code) == [(car.pk, "open")]
    whole = place.plan(DAY + timedelta(days=1), whole=True)
    assert (whole.made, whole.closed) == (0, 0)


def test_ins_10_a_rule_whose_segment_is_put_away_makes_no_tasks_until_it_is_back(place: Place) -> None:
    """Nobody waits for a counting: members that still stand there count no more, and the open task stays."""
    first, second = place.car(), place.car()
    known = {"name": "t", "subject": "customer", "tree": CITY, "for_store": place.store.pk, "at": moment(DAY)}
    segment = make(place.by, **known).segment.code
    code = rule(place, segment)
    belongs(place, segment, person=first.owner)
    place.plan(DAY)
    archive(place.by, segment, at=moment(DAY))
    belongs(place, segment, person=second.owner)
    days = [DAY + timedelta(days=1), DAY + timedelta(days=2)]
    place.plan(days[0])
    assert who(place, code) == [(first.pk, "open")]
    assert preview.preview(place.by, place.store.pk, code, {**VALUES, "segment": segment}, days[0])["kinds"] == {}
    restore(place.by, segment, at=moment(days[1]))
    place.plan(days[1])
    assert who(place, code) == [(first.pk, "open"), (second.pk, "open")]


def test_ins_10_a_car_is_in_a_segment_of_cars_whoever_owns_it_now(place: Place) -> None:
    """The counting may still name the owner of yesterday; what is read of a car is read by the car."""
    owner = place.owner()
    car, other = place.car(owner=owner), place.car(owner=owner)
    tree = {"all": [{"field": "car_age", "op": "least", "value": 1}]}
    known = {"name": "t", "subject": "vehicle", "tree": tree, "for_store": place.store.pk, "at": moment(DAY)}
    segment = make(place.by, **known).segment.code
    code = rule(place, segment)
    place.plan(DAY)
    belongs(place, segment, car=car)
    place.change(car, owner=place.owner())
    place.plan(DAY)
    assert who(place, code) == [(car.pk, "open")]
    place.visit(car, DAY - timedelta(days=3), 5_000)
    place.plan(DAY)
    assert who(place, code) == [(car.pk, "open")]
    assert other.owner_id == owner.pk


def test_ins_10_sabotage_without_the_triggers_who_enters_is_not_seen(place: Place, owner_connection: Any) -> None:
    """The control of the first test."""
    car = place.car()
    code = rule(place, PEOPLE)
    place.plan(DAY)
    with owner_connection.cursor() as cursor:
        cursor.execute("ALTER TABLE segments_membership DISABLE TRIGGER USER")
    belongs(place, PEOPLE, person=car.owner)
    place.plan(DAY)
    assert who(place, code) == []
    with owner_connection.cursor() as cursor:
        cursor.execute("ALTER TABLE segments_membership ENABLE TRIGGER USER")


def test_ins_10_in_place_and_from_a_snapshot_the_same_are_meant(place: Place) -> None:
    cars = [place.car() for _ in range(6)]
    for segment in ("", PEOPLE, "value-high"):
        rule(place, segment)
    for car in cars[:3]:
        belongs(place, PEOPLE, person=car.owner)
    belongs(place, "value-high", person=cars[4].owner)
    found = []
    for engine in ("postgres", "duckdb"):
        with scope(place.by):
            drawn = Drawn(place.by, DAY, engine=engine)
            rows = drawn.plan().to_pylist()
            drawn.engine.done()
        found.append(sorted((row["rule"], row["vehicle_id"]) for row in rows if row["rule"].startswith("C")))
    assert found[0] == found[1]
    assert [len([one for one in found[0] if one[0] == code]) for code in ("C01", "C02", "C03")] == [6, 3, 1]


def test_ins_10_the_preview_counts_members_whatever_segment_the_draft_names(place: Place) -> None:
    cars = [place.car() for _ in range(4)]
    for car in cars[:3]:
        belongs(place, PEOPLE, person=car.owner)
    belongs(place, "value-high", person=cars[3].owner)

    def new(**more: Any) -> dict[str, int]:
        kinds: dict[str, int] = preview.preview(place.by, place.store.pk, "new", {**VALUES, **more}, DAY)["kinds"]
        return kinds

    assert [new(), new(segment=PEOPLE), new(segment="value-high"), new(segment="life-prospect")] == [
        {"new": 4}, {"new": 3}, {"new": 1}, {},
    ]  # fmt: skip


def test_ins_10_one_store_does_not_see_the_members_of_another(place: Place, tenants: SimpleNamespace) -> None:
    mine, theirs = place.car(), Place(tenants.sister).car()
    belongs(Place(tenants.sister), PEOPLE, person=theirs.owner)
    code = rule(place, PEOPLE)
    place.plan(DAY)
    assert (who(place, code), mine.pk > 0) == ([], True)


def test_ins_10_what_a_rule_said_before_there_were_segments_is_for_everybody() -> None:
    assert from_values("C01", None, VALUES).segment == ""
