"""INS-01: every statement on a published table says which subjects it touched, exactly, whatever commits meanwhile."""

from datetime import date
from threading import Event, Thread

import pytest
from django.apps import apps
from django.db import connection, transaction

from cheyuan.base.lake import forgetting, touches
from cheyuan.base.lake.looking import Moment, looking
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import moment
from cheyuan.records.vehicles.models import InsurancePolicy, Reading, Vehicle, Visit

pytestmark = pytest.mark.django_db(transaction=True)
AT = moment(date(2026, 11, 20))


def by(store):
    return system(store.group_id, (store.pk,), name="tests")


def person(store, number):
    customers = apps.get_model("customers", "Customer").objects
    return customers.create(store=store, cust_no=f"T{number}", name="人", created_at=AT, updated_at=AT)


def car(store, owner, number=1):
    return Vehicle.objects.create(
        store=store, group_id=store.group_id, vin=f"LSVT{number:013d}", owner=owner, created_at=AT, updated_at=AT
    )


def now(store):
    with looking(by(store)) as look:
        return look.moment()


def since(store, before):
    with looking(by(store)) as look:
        return look.touched(before)


def test_ins_01_insert_update_and_delete_touch_the_car_and_its_owners_old_and_new(tenants):
    store = tenants.store
    with scope(by(store)):
        first, second = person(store, 1), person(store, 2)
        one = car(store, first)
    for change, cars, people in (
        (lambda: Visit.objects.create(store=store, vehicle=one, visited_on=date(2026, 1, 1), kind="service"), 1, 0),
        (lambda: Reading.objects.create(store=store, vehicle=one, read_on=AT, km=5, source="x", at=AT), 1, 0),
        (lambda: InsurancePolicy.objects.create(store=store, vehicle=one, ends_on=date(2027, 1, 1)), 1, 0),
        (lambda: Visit.objects.filter(vehicle=one).update(km=7), 1, 0),
        (lambda: Visit.objects.filter(vehicle=one).delete(), 1, 0),
        (lambda: Vehicle.objects.filter(pk=one.pk).update(owner=second), 1, 2),
        (lambda: Vehicle.objects.filter(pk=one.pk).update(notes="nothing that is published"), 0, 0),
        (lambda: type(first).objects.filter(pk=first.pk).update(do_not_contact=True), 0, 1),
        (lambda: type(first).objects.filter(pk=first.pk).update(notes="nothing that is published"), 0, 0),
    ):
        before = now(store)
        with scope(by(store)):
            change()
        found = since(store, before)
        assert (len(found.of(store.pk, "vehicle")), len(found.of(store.pk, "customer"))) == (cars, people)


def test_ins_01_a_touch_of_a_transaction_that_commits_later_is_seen_by_the_next_look(tenants):
    """Control: by time or by number the late one would lie before the look and be lost."""
    store = tenants.store
    with scope(by(store)):
        one = car(store, person(store, 1))
    written, go = Event(), Event()

    def late():
        with scope(by(store)):
            Visit.objects.create(store=store, vehicle=one, visited_on=date(2026, 1, 1), kind="service")
            written.set()
            go.wait(30)
        connection.close()

    other = Thread(target=late)
    other.start()
    assert written.wait(30)
    with scope(by(store)):
        person(store, 2)
    look = now(store)
    assert since(store, look).subjects == {}
    go.set()
    other.join()
    assert since(store, look).of(store.pk, "vehicle") == {one.pk}
    assert since(store, now(store)).subjects == {}


def test_ins_01_what_was_rolled_back_touched_nothing(tenants):
    store = tenants.store
    before = now(store)
    with scope(by(store)):
        person(store, 1)
        transaction.set_rollback(True)
    assert since(store, before).subjects == {}


def test_ins_01_a_statement_that_touches_very_many_says_everything(tenants):
    store = tenants.store
    before = now(store)
    with scope(by(store)), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customers_customer (store_id, cust_no, name, pinyin, kind, gender, province, city, district,"
            " occupation, usage, salutation, avoid, preferred_channel, preferred_time, source, tags, notes, is_vip,"
            " do_not_contact, created_at, updated_at, phone, wechat, email, id_document, address)"
            " SELECT %s, 'M' || n, '人', '', 'person', '', '', '', '', '', '', '', '', '', '', '', '{}', '', false, false,"
            " now(), now(), '', '', '', '', '' FROM generate_series(1, %s) n",
            [store.pk, touches.MANY + 1],
        )
    found = since(store, before)
    assert (found.whole, found.of(store.pk, "customer")) == ({store.pk}, set())


def test_plt_02_a_store_never_sees_the_touches_of_another(tenants):
    before = now(tenants.store)
    with scope(by(tenants.sister)):
        car(tenants.sister, person(tenants.sister, 1))
    assert since(tenants.store, before).subjects == {}
    assert set(since(tenants.sister, before).subjects) == {tenants.sister.pk}
    with scope(by(tenants.store)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM lake_touched")
        assert cursor.fetchone() == (0,)


def test_ins_01_the_application_may_not_write_touches(tenants):
    with pytest.raises(Exception, match="permission denied"), scope(by(tenants.store)), connection.cursor() as cursor:
        cursor.execute("DELETE FROM lake_touched")


def test_ins_01_old_touches_are_forgotten_and_an_old_look_serves_no_more(tenants, owner_connection):
    store = tenants.store
    with scope(by(store)):
        person(store, 1)
    with owner_connection.cursor() as cursor:
        cursor.execute("UPDATE lake_touched SET at = at - interval '20 days'")
    with scope(by(store)):
        person(store, 2)
        assert forgetting.forget() == 1
    look = now(store)
    assert look.serves(look)
    assert not Moment(look.database, look.look, look.at - forgetting.STALE_DAYS * 86_400).serves(look)
    assert not Moment("another/1", look.look, look.at).serves(look)
