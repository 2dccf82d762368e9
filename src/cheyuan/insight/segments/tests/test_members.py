"""INS-10: who entered and left, over random changes; counted twice is counted once; walls; erasure; news."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.base.intake import loaders
from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.segments import actions, queries, shipped
from cheyuan.insight.segments.engine import counting
from cheyuan.insight.segments.models import Membership, Run, Segment, Tally
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.customers import subject

START = date(2026, 3, 1)
CITY = {"all": [{"field": "city", "op": "is", "value": ["广州"]}]}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the product's own segments, where they are not what is looked at: counting them takes time."""
    if "by_policy" not in request.node.name:
        monkeypatch.setattr(shipped, "_shipped", {})


def make(place: Any, **more: Any) -> str:
    known = {"name": "广州", "subject": "customer", "tree": CITY, "for_store": place.store.pk, **more}
    return actions.make(place.by, at=now(), **known).segment.code


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sets(st.integers(0, 3)), st.integers(0, 2)), min_size=1, max_size=6))
def test_ins_10_history_is_that_of_the_days(place: Any, steps: list[tuple[set[int], int]]) -> None:
    """Each step: who lives in the city, and how many days later it is counted (0: the same day again)."""
    with scope(place.by):
        Membership.objects.all().delete()
        Tally.objects.all().delete()
        Run.objects.all().delete()
        apps.get_model("customers", "Customer").objects.update(city="深圳")
    people = [place.person() for _ in range(4)]
    code, day, seen = make(place), START, {}
    for inside, later in steps:
        day += timedelta(days=later)
        for number, one in enumerate(people):
            place.set(one, city="广州" if number in inside else "深圳")
        place.count(day)
        seen[day] = {people[number].pk for number in inside}
    rows, days = place.rows(code), sorted(seen)
    for asked in days:
        assert {who for who, since, until in rows if since <= asked and (until is None or until > asked)} == seen[asked]
    edges = {one for _who, since, until in rows for one in (since, until) if one}
    assert edges <= set(days), "nothing is said of days that nobody counted"
    with scope(place.by):
        sizes = {row.day: row.members for row in Tally.objects.filter(segment=code)}
    assert sizes == {one: len(seen[one]) for one in days}


def test_ins_10_counted_twice_changes_nothing_and_tells_nothing(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(counting, "tell", lambda *news: told.extend(news))
    place.person(city="广州")
    code = make(place)
    first = place.count(START)
    news = [one for one in told if one.segment == code]
    assert [(one.entered, one.left, one.members, one.batch) for one in news] == [(1, 0, 1, first["run"])]
    told.clear()
    again = place.count(START)
    assert (again["entered"], again["left"], told) == (0, 0, [])


def test_ins_10_a_day_before_the_last_one_is_refused(place: Any) -> None:
    place.count(START)
    with pytest.raises(Refused, match="segment_past"):
        place.count(START - timedelta(days=1))


def test_ins_10_all_or_nothing(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A counting that breaks in the end leaves the last complete one."""
    place.person(city="广州")
    code = make(place)

    def broken(*_args: Any, **_facts: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(counting, "_finish", broken)
        with pytest.raises(RuntimeError):
            place.count(START)
    assert place.rows(code) == []
    with scope(place.by):
        assert not Tally.objects.exists()
        assert not Run.objects.exists()


def test_ins_10_an_archived_segment_loses_its_members_and_keeps_its_history(place: Any) -> None:
    one = place.person(city="广州")
    code = make(place)
    place.count(START)
    actions.archive(place.by, code, at=now())
    place.count(START + timedelta(days=2))
    assert place.rows(code) == [(one.pk, START, START + timedelta(days=2))]
    actions.restore(place.by, code, at=now())
    place.count(START + timedelta(days=3))
    assert len(place.rows(code)) == 2


def test_ins_10_put_away_and_brought_back_on_one_day_it_is_counted_again(place: Any) -> None:
    """Whoever asks for its members that day must not find the counting in between, which had none."""
    place.person(city="广州")
    code = make(place)

    def behind() -> bool:
        with scope(place.by):
            return queries.behind(place.by, {code}, day_of(now()))

    found = [behind()]
    for step in (None, actions.archive, actions.restore):
        if step:
            step(place.by, code, at=now())
            found.append(behind())
        place.count(day_of(now()))
        found.append(behind())
    assert found == [True, False, True, False, True, False]
    assert len(place.rows(code)) == 1


def test_ins_10_a_car_that_changes_hands_stays_in_its_segment(place: Any) -> None:
    first, second = place.person(), place.person()
    car = place.car(first, brand="奔驰")
    tree = {"all": [{"field": "brand", "op": "is", "value": ["奔驰"]}]}
    code = make(place, subject="vehicle", tree=tree)
    place.count(START)
    place.set(car, owner=second)
    place.count(START + timedelta(days=1))
    with scope(place.by):
        row = Membership.objects.get(segment=code)
        assert (row.subject_id, row.customer_id, row.entered_on, row.left_on) == (car.pk, second.pk, START, None)
        cars = apps.get_model("vehicles", "Vehicle").objects.filter(queries.in_segment(code, "vehicle"))
        people = apps.get_model("customers", "Customer").objects.filter(queries.in_segment(code, "customer"))
        assert [row.pk for row in cars] == [car.pk]
        assert [row.pk for row in people] == [second.pk]


def test_ins_10_life_cycle_and_value_by_policy(place: Any) -> None:
    """The shipped ones, with the numbers of the store."""
    prospect, owner, loyal = place.person(), place.person(), place.person()
    place.car(owner, delivered_on=date(2025, 9, 1))
    car = place.car(loyal, delivered_on=date(2021, 5, 1))
    with scope(place.by):
        apps.get_model("vehicles", "Visit").objects.create(
            store_id=place.store.pk, vehicle=car, visited_on=date(2026, 1, 5), kind="service", amount_fen=1_000_000
        )
    place.count(START)

    def inside(code: str) -> list[int]:
        return [who for who, _since, _until in place.rows(code)]

    assert inside("life-prospect") == [prospect.pk]
    assert inside("life-new") == [owner.pk]
    assert inside("life-replace") == [loyal.pk]
    assert inside("value-high") == [loyal.pk]
    assert inside("value-regular") == [owner.pk]


def test_p9_segments_and_members_of_the_neighbours(place: Any, place_of: Any, tenants: Any, actor: Any) -> None:
    """Another store of the group, and another group: neither the segment nor its members."""
    place.person(city="广州")
    code = make(place)
    place.count(START)
    for store in (tenants.sister, tenants.stranger):
        other = place_of(store)
        with scope(other.by):
            assert code not in [one.code for one in queries.known(other.by)]
            assert not queries.members(other.by).exists()
            with pytest.raises(Missing):
                queries.one(other.by, code)
        with pytest.raises((Missing, Denied)):
            actions.change(other.by, code, name="x", at=now())
    with pytest.raises(Denied):
        actions.make(actor("care_agent"), name="x", subject="customer", tree=CITY, for_store=tenants.store.pk, at=now())
    with pytest.raises(Denied):
        actions.make(actor("care_manager"), name="x", subject="customer", tree=CITY, for_store=None, at=now())
    with pytest.raises(Denied):
        actions.make(
            actor("care_manager"), name="x", subject="customer", tree=CITY, for_store=tenants.sister.pk, at=now()
        )


def test_p9_control_without_the_condition_on_stores_the_sister_would_see_it(
    place: Any, place_of: Any, tenants: Any
) -> None:
    """The rows of segments belong to the group: it is the question that keeps stores apart."""
    code = make(place)
    with scope(place_of(tenants.sister).by):
        assert Segment.objects.filter(code=code).exists()
    with scope(place_of(tenants.stranger).by):
        assert not Segment.objects.filter(code=code).exists()


def test_ppl_08_erased_people_belong_to_nothing(place: Any) -> None:
    one = place.person(city="广州")
    code = make(place)
    place.count(START)
    subject.erase(place.by, one.pk, at=now())
    assert place.rows(code) == []
    place.count(START + timedelta(days=1))
    assert place.rows(code) == []


def test_ppl_05_an_import_that_is_taken_back_takes_its_memberships() -> None:
    assert any("segments" in undo.__module__ for undo in loaders.undoers())


def test_ins_10_versions_are_kept_and_say_who(place: Any) -> None:
    code = make(place)
    actions.change(place.by, code, name="大湾区", at=now())
    with scope(place.by):
        found, said = queries.one(place.by, code), queries.versions(place.by, code)
    assert (found.name, found.number, [one.name for one in said]) == ("大湾区", 2, ["大湾区", "广州"])


@pytest.mark.parametrize(
    ("tree", "code"),
    [
        ({"all": []}, "segment_empty"),
        ([], "segment_shape"),
        ({"all": [{"field": "__class__", "op": "is", "value": ["x"]}]}, "segment_field"),
        ({"all": [{"field": "city", "op": "eval", "value": "1"}]}, "segment_value"),
        ({"all": [{"field": "car_age", "op": "least", "value": True}]}, "segment_value"),
        ({"all": [{"field": "car_age", "op": "least", "value": {"policy": "segments.new_months"}}]}, "segment_value"),
        ({"all": [{"field": "age", "op": "least", "value": 30}]}, "segment_guarded"),
        ({"all": [{"field": "city", "op": "is", "value": ["x"] * 31}]}, "segment_value"),
        (
            {"all": [{"all": [{"all": [{"all": [{"all": [{"all": [{"field": "vip", "op": "yes"}]}]}]}]}]}]},
            "segment_large",
        ),
        ({"all": [{"field": "vip", "op": "yes"}] * 41}, "segment_shape"),
    ],
)
def test_ins_10_what_is_no_tree_is_refused(place: Any, tree: Any, code: str) -> None:
    with pytest.raises(Refused, match=code):
        make(place, tree=tree)


def test_ins_12_age_and_gender_only_for_need(place: Any) -> None:
    young = {"all": [{"field": "age", "op": "below", "value": 35}]}
    with pytest.raises(Refused, match="segment_guarded"):
        make(place, tree=young, aim="value")
    code = make(place, tree=young, aim="need")
    with pytest.raises(Refused, match="segment_guarded"):
        actions.change(place.by, code, aim="value", at=now())
