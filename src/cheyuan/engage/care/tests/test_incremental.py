"""CARE-05, INS-01: after whatever happened, the incremental plan leaves nothing for a whole plan to do."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import count

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cheyuan.base.policies.actions import set_value
from cheyuan.engage.care.actions.rules import make_rule
from cheyuan.engage.care.actions.tasks import settle
from cheyuan.engage.care.models import Due, PlanRun, Task
from cheyuan.engage.care.planning import kept
from cheyuan.engage.care.planning.drawn import Drawn
from cheyuan.engage.care.tests.conftest import Place
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 21)
NUMBERS = count(1)
TABLES = ("vehicles_vehicle", "vehicles_visit", "vehicles_reading", "vehicles_insurancepolicy", "customers_customer",
          "receptions_reception", "scores_stay", "care_task")  # fmt: skip


def days(number):
    return timedelta(days=number)


class World:
    """A store with a few cars, and everything that may happen in it."""

    def __init__(self, group):
        number = next(NUMBERS)
        store = apps.get_model("tenancy", "Store").objects.create(group=group, code=f"i{number}", name=f"i{number}")
        self.place, self.day = Place(store), DAY
        born = [date(1980, 11, 22), date(1984, 2, 29), date(1970, 12, 30)]
        self.people = [self.place.owner(birthday=day) for day in born] + [self.place.owner(kind="company")]
        first = [(20, 0), (200, 0), (900, 1), (400, 2), (-10, 3)]
        self.cars = [
            self.place.car(DAY - days(age), self.people[who], registered_on=DAY - days(age)) for age, who in first
        ]
        self.place.visit(self.cars[2], DAY - days(170), 41_000)
        self.place.insure(self.cars[1], DAY + days(50))

    def rows(self, app, model):
        return apps.get_model(app, model).objects

    def visit(self, which, figure):
        self.place.visit(
            self.cars[which], self.day + days(figure % 12 - 6), figure, "service" if figure % 2 else "repair"
        )

    def unvisit(self, which, figure):
        with self.place.open():
            self.rows("vehicles", "Visit").filter(vehicle=self.cars[which]).delete()

    def read(self, which, figure):
        with self.place.open():
            self.rows("vehicles", "Reading").create(
                store=self.place.store, vehicle=self.cars[which], read_on=self.day + days(figure % 9 - 4), km=figure,
                source="call", correction=figure % 3 == 0, at=moment(self.day),
            )  # fmt: skip

    def sell(self, which, figure):
        self.place.change(self.cars[which], status="sold" if figure % 2 else "active")

    def give(self, which, figure):
        self.place.change(self.cars[which], owner=self.people[figure % 4] if figure % 5 else None)

    def silence(self, which, figure):
        with self.place.open():
            self.rows("customers", "Customer").filter(pk=self.people[which % 4].pk).update(
                do_not_contact=figure % 2 == 0
            )

    def born(self, which, figure):
        with self.place.open():
            self.rows("customers", "Customer").filter(pk=self.people[which % 4].pk).update(
                birthday=date(1980, 1, 1) + days(figure), is_vip=figure % 2 == 0
            )

    def inspect(self, which, figure):
        self.place.change(self.cars[which], inspection_due=self.day + days(figure % 440 - 40))

    def insure(self, which, figure):
        self.place.insure(self.cars[which], self.day + days(figure % 400))

    def redeliver(self, which, figure):
        self.place.change(self.cars[which], delivered_on=self.day - days(figure % 900 - 10))

    def care(self, which, figure):
        self.place.change(self.cars[which], cares=figure % 2 == 0)

    def come(self, which, figure):
        with self.place.open():
            at = moment(self.day + days(figure % 5 - 2), 10)
            self.rows("receptions", "Reception").create(
                store=self.place.store, customer=self.people[which % 4], came_at=at, came_on=at.date(), created_at=at,
                purpose="new_car", department="sales", by_name="t",
            )  # fmt: skip

    def trade(self, which, figure):
        """A car becomes a trade-in candidate, or stops being one."""
        with self.place.open():
            stays = self.rows("scores", "Stay")
            if not stays.filter(vehicle=self.cars[which], until=None).update(until=self.day):
                stays.create(
                    store=self.place.store, vehicle=self.cars[which], since=self.day - days(figure % 9), score=50 + figure % 50,
                    reasons=[{"code": "age", "points": 30, "age": figure % 7}],
                )  # fmt: skip

    def scrap(self, which, figure):
        """As when an import is taken back: the car goes with all that hangs on it."""
        with self.place.open():
            Task.objects.filter(vehicle=self.cars[which]).delete()
            self.rows("vehicles", "Vehicle").filter(pk=self.cars[which].pk).delete()
            self.cars[which] = self.place.car(self.day - days(figure % 700), self.people[figure % 4])

    def work(self, which, figure):
        """Somebody settles a task, or opens one again, or closes it for a reason that the plan uses, too."""
        with self.place.open():
            tasks = list(Task.objects.filter(vehicle=self.cars[which]).order_by("pk"))
            if not tasks:
                return
            task = tasks[figure % len(tasks)]
            if task.state == "open" and figure % 3:
                settle(task, outcome="booked", at=moment(self.day, 9))
            elif task.state == "open":
                Task.objects.filter(pk=task.pk).update(state="closed", reason="car_left", closed_at=moment(self.day))
            else:
                Task.objects.filter(pk=task.pk).update(state="open", reason="", outcome="", closed_at=None)

    def remove(self, which, figure):
        with self.place.open():
            Task.objects.filter(vehicle=self.cars[which]).delete()

    def decide(self, which, figure):
        name, wanted = (("r09_before_days", 40), ("months", 3), ("on_R13", False), ("r12_before_days", 5))[figure % 4]
        set_value(
            self.place.by, f"care.{name}", wanted, for_store=self.place.store.pk, valid_from=self.day, reason="",
            at=moment(self.day, 4),
        )  # fmt: skip

    def rule(self, which, figure):
        values = {"title": "age", "anchor": "last_service_on", "opens_after": 0, "closes_after": 900, "deadline_after": 9,
                  "age_from": figure % 14, "age_until": figure % 14 + 6,
                  "segment": "life-new" if figure % 2 else ""}  # fmt: skip
        make_rule(self.place.by, values, for_store=self.place.store.pk, valid_from=self.day, at=moment(self.day))

    def belong(self, which, figure):
        """Somebody enters a segment, or leaves it; a car does, too (the counting of cars names its owner)."""
        kind, row = (("customer", self.people[which % 4]), ("vehicle", self.cars[which]))[figure % 2]
        with self.place.open():
            rows = self.rows("segments", "Membership").filter(subject_kind=kind, subject_id=row.pk, left_on=None)
            if rows.exists():
                rows.update(left_on=self.day + days(1)) if figure % 3 else rows.delete()
            else:
                self.rows("segments", "Membership").create(
                    store=self.place.store, segment="life-new", subject_kind=kind, subject_id=row.pk,
                    customer=self.people[which % 4], entered_on=self.day,
                )  # fmt: skip

    def wait(self, which, figure):
        """Nothing but time."""

    def stands(self):
        """All tasks and due dates, without what only says when they were written."""
        with self.place.open():
            tasks = list(
                Task.objects.order_by("rule", "subject_kind", "subject_id", "cycle").values_list(
                    "rule", "subject_kind", "subject_id", "cycle", "state", "reason", "customer_id", "due_on", "opens_on",
                    "closes_on", "offer_on", "deadline", "drawn",
                )
            )  # fmt: skip
            names = [field.attname for field in Due._meta.fields if field.name != "as_of"]
            return tasks, list(Due.objects.order_by("vehicle_id").values_list(*names))

    def whole(self):
        """What a whole plan would leave; nothing of it stays."""
        try:
            with transaction.atomic():
                self.place.plan(self.day, whole=True)
                found = self.stands()
                raise Undone
        except Undone:
            return found


class Undone(Exception):
    """The whole plan was only tried."""


EVENTS = (
    "visit", "unvisit", "read", "sell", "give", "silence", "born", "inspect", "insure", "redeliver", "care", "come",
    "trade", "trade", "scrap", "work", "remove", "decide", "rule", "belong", "belong", "wait", "wait",
)  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 4), st.integers(500, 30_000)), max_size=3),
        st.sampled_from((0, 1, 1, 1, 2, 7, 30, 61, 200)),
    ),
    min_size=2,
    max_size=7,
)
SOME = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def live(group, steps):
    """Answers whether after each step the incremental plan left what the whole one would."""
    world = World(group)
    world.place.plan(world.day)
    for events, later in steps:
        for what, which, figure in events:
            with suppress(IntegrityError, Refused):  # the same visit twice
                getattr(world, what)(which, figure)
        world.day += days(later)
        world.place.plan(world.day)
        yield world.stands(), world.whole()


@SOME
@given(STEPS)
def test_care_05_the_incremental_plan_equals_the_whole_one(tenants, steps):
    for done, wanted in live(tenants.group, steps):
        assert done == wanted


def test_sabotage_without_the_triggers_the_incremental_plan_falls_behind(tenants, owner_connection):
    """P17: the comparison above can fail."""
    world = World(tenants.group)
    world.place.plan(world.day)
    with owner_connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    world.visit(1, 9_001)
    world.place.plan(world.day)
    assert world.stands() != world.whole()


def test_sabotage_without_the_turns_days_go_by_unseen(tenants):
    world = World(tenants.group)
    run = world.place.plan(world.day)
    left = kept.load(world.place.store.pk, run.pk)
    kept.save(world.place.store.pk, run.pk, kept.Kept(left.as_of, left.under, left.moment, left.turns.slice(0, 0)))
    world.day += days(61)
    world.place.plan(world.day)
    assert world.stands() != world.whole()


def reach_of(world, day):
    with world.place.open():
        store = world.place.store.pk
        newest = PlanRun.objects.order_by("-pk").values_list("pk", flat=True).first()
        return Drawn(world.place.by.within(store), day, kept.load(store, newest)).reach


def test_care_05_only_what_changed_and_what_turns_is_drawn_again(tenants):
    world = World(tenants.group)
    world.place.plan(world.day)
    assert (reach_of(world, world.day).cars, reach_of(world, world.day).people) == (frozenset(), frozenset())
    world.visit(2, 9_001)
    two = {world.cars[2].pk}
    assert (reach_of(world, world.day).cars, reach_of(world, world.day).people) == (two, {world.people[1].pk})
    world.place.plan(world.day)
    birthday = reach_of(world, world.day + days(1))
    assert world.people[0].pk in birthday.people
    assert {world.cars[0].pk, world.cars[1].pk} <= birthday.cars


def test_care_r22_a_candidate_is_drawn_again_when_it_enters_and_when_it_leaves(tenants):
    world = World(tenants.group)
    world.place.plan(world.day)
    for states in (["open"], ["closed"]):
        world.trade(2, 9_000)
        assert reach_of(world, world.day).cars == {world.cars[2].pk}
        world.place.plan(world.day)
        assert [one.state for one in world.place.tasks(rule="R22")] == states
        assert world.stands() == world.whole()


def test_care_05_the_whole_plan_is_drawn_when_it_must_be(tenants):
    """Other values, an earlier day, a state that is not there or cannot be read, everything touched."""
    world = World(tenants.group)
    run = world.place.plan(world.day)
    store = world.place.store.pk
    assert reach_of(world, world.day) is not None
    assert reach_of(world, world.day - days(1)) is None
    world.decide(0, 0)
    assert reach_of(world, world.day) is None
    run = world.place.plan(world.day)
    assert reach_of(world, world.day) is not None
    kept._file(store, run.pk).write_bytes(b"torn")
    assert reach_of(world, world.day) is None
    kept._file(store, run.pk).unlink()
    assert reach_of(world, world.day) is None


def test_care_05_a_run_that_dies_leaves_the_state_of_the_run_before(tenants):
    world = World(tenants.group)
    world.place.plan(world.day)
    world.visit(2, 9_001)
    world.whole()  # wrote its state and was rolled back
    assert reach_of(world, world.day).cars == {world.cars[2].pk}
    world.place.plan(world.day)
    assert world.stands() == world.whole()
