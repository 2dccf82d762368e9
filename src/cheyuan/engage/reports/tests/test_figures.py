"""CARE-40: figures of a period, against a slow reference on random worlds; by whom they are seen; their rows."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.reports.period import MONTH, STEPS, Period
from cheyuan.engage.reports.queries import rows
from cheyuan.engage.reports.queries.figures import Wish, figures
from cheyuan.engage.reports.tally import Figures, Ratio, Tally, from_plain, plain
from cheyuan.engage.reports.tests import reference
from cheyuan.engage.reports.tests.conftest import OCTOBER, World
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Denied, Missing

pytestmark = pytest.mark.django_db
DAYS = st.integers(-70, 45).map(lambda n: OCTOBER + timedelta(days=n))
PAST = st.integers(-700, 40).map(lambda n: OCTOBER + timedelta(days=n))
TASK = st.fixed_dictionaries({
    "rule": st.sampled_from(["R08a", "R08b", "R09", "R14", "R17", "C01", "X01"]), "due": DAYS,
    "state": st.sampled_from(["open", "done", "failed", "closed"]),
    "calls": st.lists(st.tuples(DAYS, st.sampled_from(["no_answer", "booked", "refused", "corrected"]), st.booleans()),
                      max_size=3),
})  # fmt: skip
CAR = st.fixed_dictionaries({
    "delivered": st.one_of(st.none(), PAST), "energy": st.sampled_from(["", "ev"]),
    "status": st.sampled_from(["active", "active", "sold"]), "model": st.sampled_from(["L5", "S3"]),
    "visits": st.lists(st.tuples(PAST, st.sampled_from(["service", "repair"]), st.sampled_from(["import", "elsewhere"])),
                       max_size=4, unique=True),
    "tasks": st.lists(TASK, max_size=3),
})  # fmt: skip


def live(world: World, car: dict) -> None:
    row = world.car(car["delivered"], car["model"], energy=car["energy"], status=car["status"])
    for on, kind, source in {(on, kind): (on, kind, source) for on, kind, source in car["visits"]}.values():
        world.visit(row, on, kind, source)
    for number, one in enumerate(car["tasks"]):
        closed = None if one["state"] == "open" else moment(one["due"], 12)
        task = world.task(row, one["rule"], one["due"], f"c{number}", state=one["state"], closed_at=closed)
        for on, outcome, undone in one["calls"]:
            if outcome != "corrected":
                world.call(task, on, outcome, undone_at=moment(on, 12) if undone else None)
                task.refresh_from_db()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cars=st.lists(CAR, min_size=1, max_size=5), step=st.sampled_from(STEPS), day=DAYS)
def test_care_40_the_figures_are_those_of_the_slow_reference(world, cars, step, day):
    period = Period.of(step, day)
    with transaction.atomic():
        with scope(world.by):
            for car in cars:
                live(world, car)
            _compare(world, period)
        transaction.set_rollback(True)


def _compare(world: World, period: Period) -> None:
    found = figures(world.by, Wish(period))
    names = ("care.Task", "contact.Attempt", "vehicles.Visit", "vehicles.Vehicle")
    tasks, attempts, visits, vehicles = (list(apps.get_model(one).objects.all()) for one in names)
    asked = reference.reminders(tasks, attempts, visits, period.since, period.until)
    assert {rule: one.plain for rule, one in found.rules.items()} == asked
    ours = {name: [one.part, one.whole] for name, one in found.whole.cars.items()}
    assert ours == reference.cars(vehicles, visits, period.since, period.until)
    _parts_make_the_whole(found)
    assert from_plain(plain(found)) == found
    _rows_are_as_many(world, Wish(period), found)


def _parts_make_the_whole(found: Figures) -> None:
    for parts in (found.agents, found.models, found.stores):
        assert sum((one.tally for one in parts.values()), Tally()) == found.whole.tally
    assert sum(found.days.values(), Tally()) == found.whole.tally
    for name, ratio in found.whole.cars.items():
        assert sum((one.cars.get(name, Ratio()) for one in found.models.values()), Ratio()) == ratio


def _rows_are_as_many(world: World, wish: Wish, found: Figures) -> None:
    for what in ("due", "made", "reached", "booked", "returned"):
        behind, count = rows.reminders(world.by, wish, what=what)
        assert len(behind) == count == getattr(found.whole.tally, what)
    for figure, ratio in found.whole.cars.items():
        assert rows.cars(world.by, wish, figure, what="yes")[1] == ratio.part
        assert rows.cars(world.by, wish, figure)[1] == ratio.whole


def test_care_40_reasons_and_other_shops(lived, world, boss):
    with scope(boss):
        found = figures(boss, Wish(Period.of(MONTH, OCTOBER)))
    assert found.reasons == {"price": 1}
    assert [(one.name, one.count, one.average) for one in found.shops] == [("", 1, 39900)], "named once: nobody is told"
    again = world.task(world.car(), due=date(2026, 10, 3))
    world.call(again, date(2026, 10, 3), "done_elsewhere", details={"shop": "别家快修", "price": 30001})
    with scope(boss):
        shops = figures(boss, Wish(Period.of(MONTH, OCTOBER))).shops
    assert [(one.name, one.count, one.average) for one in shops] == [("别家快修", 2, 34951)]


def test_care_40_an_agent_sees_their_own_a_manager_the_store(lived, world, agent, boss, actor, tenants):
    other = actor("care_agent", name="别人")
    mine, whole = Wish(Period.of(MONTH, OCTOBER)), Wish(Period.of(MONTH, OCTOBER), agent=other.account_id)
    with scope(agent):
        assert figures(agent, whole).whole.tally == figures(agent, mine).whole.tally == Tally(6, 4, 3, 1, 1)
        assert rows.reminders(agent, whole)[1] == 6, "the wish for another's rows is answered with one's own"
        with pytest.raises(Denied):
            rows.cars(agent, mine, "lapse")
    with scope(other):
        assert figures(other, mine).whole.tally == Tally()
    with scope(boss):
        assert figures(boss, whole).whole.tally == Tally()
        assert figures(boss, mine).whole.cars["lapse"] == Ratio(3, 4)
        with pytest.raises(Missing):
            figures(boss, Wish(mine.period, store=tenants.sister.pk))
    stranger = actor("care_manager", tenants.sister)
    with scope(stranger):
        assert figures(stranger, mine).whole.tally == Tally()


def test_care_40_a_period_is_a_day_a_week_or_a_month():
    assert Period.of("day", OCTOBER).before.since == date(2026, 9, 30)
    week = Period.of("week", date(2026, 10, 1))
    assert (week.since, week.until) == (date(2026, 9, 28), date(2026, 10, 4))
    assert Period.of("month", date(2026, 12, 31)).after.until == date(2027, 1, 31)
