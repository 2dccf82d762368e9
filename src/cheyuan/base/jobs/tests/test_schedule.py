"""Every day at the store's own time, once per store and day, whatever the server's zone (P7)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from cheyuan.base.jobs import schedule
from cheyuan.base.jobs.models import Occasion
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system

ran = []


@pytest.fixture(autouse=True)
def daily(monkeypatch):
    ran.clear()
    monkeypatch.setattr(schedule, "_daily", {})
    schedule.register("tests.morning", 7, 30, lambda by, day: ran.append((by.store_id, day)))


def waiting():
    return [(job.args["store_id"], job.args["day"]) for job in ProcrastinateJob.objects.order_by("id")]


def test_p7_a_store_is_served_from_its_own_hour_on(tenants):
    tenants.sister.zone = "Asia/Urumqi"
    tenants.sister.save()
    morning = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # 07:30 in Guangzhou, 05:30 in Ürümqi
    assert schedule.tick(morning - timedelta(seconds=1)) == 0
    assert schedule.tick(morning) == 2
    assert {store for store, _ in waiting()} == {tenants.store.id, tenants.stranger.id}
    assert schedule.tick(morning + timedelta(hours=2)) == 1
    assert waiting()[-1] == (tenants.sister.id, "2026-11-21")


def test_once_per_store_and_day(tenants):
    at = datetime(2026, 11, 21, 1, tzinfo=UTC)
    assert [schedule.tick(at), schedule.tick(at), schedule.tick(at + timedelta(days=1))] == [3, 0, 3]


def test_p17_control_without_memory_it_is_deferred_each_minute(tenants, monkeypatch):
    monkeypatch.setattr(schedule, "_remember", lambda places, at: places)
    at = datetime(2026, 11, 21, 1, tzinfo=UTC)
    assert [schedule.tick(at), schedule.tick(at)] == [3, 3]


def test_closed_stores_rest(tenants):
    tenants.sister.is_active = False
    tenants.sister.save()
    assert schedule.tick(datetime(2026, 11, 21, 1, tzinfo=UTC)) == 2


@pytest.mark.django_db(transaction=True)
def test_an_occasion_finishes_once(tenants):
    day, by = date(2026, 11, 21), system(tenants.group.id, (tenants.store.id,))
    schedule.tick(datetime(2026, 11, 21, 1, tzinfo=UTC))
    for _ in range(2):
        schedule.run("tests.morning", tenants.group.id, tenants.store.id, day)
    assert ran == [(tenants.store.id, day)]
    with scope(by):
        assert Occasion.objects.get().finished_at
