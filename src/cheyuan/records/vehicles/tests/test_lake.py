"""INS-01: the lake on disk says what the database says, whatever changed, wherever it was stopped, to whoever may see it."""

import os
import stat
import sys
from contextlib import contextmanager
from datetime import date
from itertools import count

import duckdb
import pytest
from django.apps import apps
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cheyuan.base.lake import shelf, snapshot, tidying
from cheyuan.base.lake.looking import looking
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import moment
from cheyuan.records.customers.exports import CUSTOMERS, IMPORTANT
from cheyuan.records.vehicles.exports import READINGS, VEHICLES, VISITS
from cheyuan.records.vehicles.models import InsurancePolicy, Reading, Vehicle, Visit

pytestmark = pytest.mark.django_db(transaction=True)
AT = moment(date(2026, 11, 20))
NUMBERS = count(1)
TABLES = (CUSTOMERS, VEHICLES, VISITS, READINGS, IMPORTANT)


def by(*stores):
    return system(stores[0].group_id, tuple(one.pk for one in stores), name="tests")


def rows(table):
    return sorted(table.to_pylist(), key=repr)


def straight(who):
    """What the database says now."""
    with looking(who) as look:
        return {one.name: rows(look.ask(one.select)) for one in TABLES}


def shelved(who):
    return {name: rows(table) for name, table in snapshot.take(who, TABLES).items()}


def person(store, number):
    customers = apps.get_model("customers", "Customer").objects
    return customers.create(
        store=store, cust_no=f"L{number}", name="不见的人", phone="13812345678", birthday=date(1980, 1, 2), created_at=AT,
        updated_at=AT,
    )  # fmt: skip


class Book:
    """Cars and owners of a store, and what may happen to them."""

    def __init__(self, store, cars=4):
        self.store = store
        with scope(by(store)):
            for _n in range(cars):
                self.come(0, 0)

    def pick(self, model, which):
        found = list(model.objects.order_by("pk"))
        return found[which % len(found)] if found else None

    def come(self, which, figure):
        number = next(NUMBERS)
        Vehicle.objects.create(
            store=self.store, group_id=self.store.group_id, vin=f"LSVL{number:013d}",
            owner=person(self.store, number), created_at=AT, updated_at=AT,
        )  # fmt: skip

    def visit(self, which, figure):
        car = self.pick(Vehicle, which)
        Visit.objects.create(
            store=self.store, vehicle=car, visited_on=date(2026, 1, 1), kind="service", amount_fen=figure
        )

    def read(self, which, figure):
        car = self.pick(Vehicle, which)
        Reading.objects.create(
            store=self.store, vehicle=car, read_on=date(2026, 2, 1), km=figure, source="x", at=AT, reason="r"
        )

    def insure(self, which, figure):
        car = self.pick(Vehicle, which)
        InsurancePolicy.objects.get_or_create(
            store=self.store, vehicle=car, ends_on=date.fromordinal(739_000 + figure % 2_000)
        )

    def give(self, which, figure):
        other = self.pick(Vehicle, figure)
        Vehicle.objects.filter(pk=self.pick(Vehicle, which).pk).update(owner=other.owner, cares=figure % 3 > 0)

    def favour(self, which, figure):
        people = apps.get_model("customers", "Customer").objects
        people.filter(pk=self.pick(Vehicle, which).owner_id).update(is_vip=figure % 2 == 0, birthday=date(1990, 1, 1))

    def unvisit(self, which, figure):
        Visit.objects.filter(vehicle=self.pick(Vehicle, which)).delete()

    def go(self, which, figure):
        if Vehicle.objects.count() > 1:
            self.pick(Vehicle, which).delete()


STEPS = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(("come", "visit", "read", "insure", "give", "favour", "unvisit", "go")),
            st.integers(0, 5),
            st.integers(1, 30_000),
        ),
        max_size=4,
    ),
    max_size=6,
)


@contextmanager
def small(least):
    """A base is written anew sooner than usual."""
    usual, shelf.LEAST = shelf.LEAST, least
    try:
        yield
    finally:
        shelf.LEAST = usual


@settings(max_examples=10, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(STEPS, st.sampled_from((0, 3, 1_000)))
def test_ins_01_after_any_changes_the_lake_says_what_the_database_says(tenants, steps, least):
    stores = (tenants.store, tenants.sister)
    with scope(by(*stores)):
        Visit.objects.all().delete()
        Reading.objects.all().delete()
    books = [Book(one, 0) for one in stores]
    for one in books:
        with scope(by(one.store)):
            one.come(0, 0)
    with small(least):
        for n, step in enumerate(steps):
            book = books[n % 2]
            with scope(by(book.store)):
                for what, which, figure in step:
                    getattr(book, what)(which, figure)
            who = by(*stores) if n % 3 == 0 else by(book.store)
            assert shelved(who) == straight(who)
        assert shelved(by(*stores)) == straight(by(*stores))


def test_ins_01_control_without_the_triggers_the_lake_falls_behind(tenants, owner_connection):
    book = Book(tenants.store)
    who = by(tenants.store)
    assert shelved(who) == straight(who)
    with owner_connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vehicles_visit DISABLE TRIGGER USER")
    with scope(who):
        book.visit(0, 5)
    assert shelved(who) != straight(who)


class Stopped(BaseException):
    """As if the process were gone."""


class Stopper:
    """Stops at the n-th thing done to a file of the lake."""

    def __init__(self):
        self.left = -1
        sys.addaudithook(self.hook)

    def hook(self, event, args):
        if self.left < 0 or event not in ("open", "os.rename", "os.remove") or "lake" not in str(args[0]):
            return
        if event == "open" and not args[2] & (os.O_WRONLY | os.O_RDWR):
            return
        self.left -= 1
        if self.left < 0:
            raise Stopped


stopper = Stopper()


def test_ins_01_stopped_anywhere_the_last_complete_state_stays_in_use(tenants):
    """Also that it stops before the end many times: the loop meets each file that is written, renamed or removed."""
    book, who = Book(tenants.store), by(tenants.store)
    shelved(who)
    stops = 0
    for least in (1_000, 0):
        for step in range(60):
            with scope(who):
                book.visit(step, step + least + 1)
                book.favour(step, step)
            stopper.left = step
            try:
                with small(least):
                    shelved(who)
            except Stopped:
                stops += 1
            finished = stopper.left >= 0
            stopper.left = -1
            with shelf.held(database(who), who.store_ids) as shelves:
                kept = shelves[tenants.store.pk]
                assert {one.name for one in TABLES} == set(kept.tables)
                assert all(kept.read(one.name) is not None for one in TABLES)
            if finished:
                break
        assert shelved(who) == straight(who)
    assert stops > 10


def database(who):
    with looking(who) as look:
        return look.moment().database


def test_plt_02_a_store_never_sees_the_lake_of_another(tenants):
    here, there = Book(tenants.store, 2), Book(tenants.sister, 3)
    both = by(here.store, there.store)
    assert len(shelved(both)["vehicles"]) == 5
    mine = shelved(by(here.store))
    assert {row["store_id"] for found in mine.values() for row in found} == {here.store.pk}
    with snapshot.files(by(here.store), TABLES) as named:
        assert str(there.store.pk) not in {path.split("/")[-2] for path in named["vehicles"].split("'")[1::2]}


def test_pla_12_files_of_the_lake_are_the_owners_alone_and_hold_nothing_sealed(tenants):
    Book(tenants.store, 2)
    who = by(tenants.store)
    taken = snapshot.take(who, TABLES)
    folder = shelf.Shelf(database(who), tenants.store.pk).folder
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}
    sealed = {"phone", "phone_key", "wechat", "email", "id_document", "address", "name"}
    assert not {name for table in taken.values() for name in table.column_names} & sealed
    assert not any("13812345678" in repr(table.to_pylist()) for table in taken.values())


def test_ins_01_an_engine_reads_the_files_itself(tenants):
    book, who = Book(tenants.store, 3), by(tenants.store)
    shelved(who)
    with scope(who):
        book.visit(0, 1)
        book.go(1, 0)
    with snapshot.files(who, TABLES) as named:
        found = {name: rows(duckdb.sql(text).to_arrow_table()) for name, text in named.items()}
    assert found == straight(who)


def test_ins_01_a_file_that_cannot_be_read_means_beginning_anew(tenants):
    book, who = Book(tenants.store, 3), by(tenants.store)
    shelved(who)
    folder = shelf.Shelf(database(who), tenants.store.pk).folder
    (folder / shelf.MANIFEST).write_text("{")
    with scope(who):
        book.visit(0, 1)
    assert shelved(who) == straight(who)


def test_ppl_08_what_was_erased_leaves_the_disk_at_night(tenants):
    book, who = Book(tenants.store, 3), by(tenants.store)
    shelved(who)
    with scope(who):
        gone = Vehicle.objects.order_by("pk").first().owner
        type(gone).objects.filter(pk=gone.pk).update(erased_at=AT)
    shelved(who)
    kept = shelf.Shelf(database(who), book.store.pk)

    def numbers():
        kept.look_up()
        return duckdb.sql(f"SELECT cust_no FROM '{kept.files('customers')['base']}'").fetchall()

    assert (gone.cust_no,) in numbers()
    tidying.tidy(who, lambda done, total: None)
    assert (gone.cust_no,) not in numbers()
    assert shelved(who) == straight(who)
