"""P1, P5: a worker killed in the middle of its work loses nothing and does nothing twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from threading import Barrier, BrokenBarrierError, Thread
from unittest.mock import MagicMock

import pytest
from django.db import connections

from cheyuan.base.jobs import actions, run, work
from cheyuan.base.jobs.fence import Busy
from cheyuan.base.jobs.models import Work
from cheyuan.base.journal.models import TimelineEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.site import config
from cheyuan.site.testing.database import _named
from tests.flows import hands

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def known(monkeypatch):
    monkeypatch.setattr(work, "_kinds", {})
    work.register(hands.SLOW, hands.slow)


def lines(by):
    with scope(by):
        return Counter(TimelineEntry.objects.values_list("customer_id", flat=True))


def until(by, row, test, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with scope(by):
            found = Work.objects.get(pk=row.pk)
        if test(found):
            return found
        time.sleep(0.05)
    raise AssertionError(f"still {found.state} {found.done}/{found.total}")


@contextmanager
def worker():
    name = connections["default"].settings_dict["NAME"]
    house = config.load()
    env = {**os.environ, "DATABASE_URL": _named(house.owner_url(), name)}
    env["CHEYUAN_APP_DATABASE_URL"] = _named(house.app_url(), name)
    process = subprocess.Popen([sys.executable, "-c", hands.PROGRAM], env=env)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_p1_a_killed_workers_job_is_finished_once_by_another(tenants, actor, owner_connection):
    by = actor(store=tenants.store)
    row = actions.start(by, hands.SLOW, "", at=NOW)
    with worker() as first:
        until(by, row, lambda found: found.done >= 3)
        os.kill(first.pid, signal.SIGKILL)
    assert 3 <= len(lines(by)) < hands.STEPS
    owner_connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    with worker() as second:
        until(by, row, lambda found: found.state == "done")
        second.send_signal(signal.SIGTERM)
        assert second.wait(30) == 0
    assert lines(by) == Counter(range(hands.STEPS))


def twice_at_once(by, row):
    """Two runs of the same work that both look before either writes, if they may."""
    meeting, refused = Barrier(2), []

    def pause(_):
        with suppress(BrokenBarrierError):
            meeting.wait(1)

    def slow(by, progress):
        return hands.slow(by, progress, steps=3, pause=pause)

    def go():
        try:
            run.run(row.pk, by.group_id, row.store_id, lambda: False)
        except Busy:
            refused.append(1)
        finally:
            connections.close_all()

    work.register(hands.SLOW, slow)
    threads = [Thread(target=go) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return refused


def test_p5_two_workers_with_the_same_job_do_it_once(tenants, actor):
    by = actor(store=tenants.store)
    row = actions.start(by, hands.SLOW, "", at=NOW)
    assert twice_at_once(by, row) == [1]
    assert lines(by) == Counter(range(3))


def test_p17_control_without_the_fence_they_do_it_twice(tenants, actor, monkeypatch):
    monkeypatch.setattr(run, "fence", lambda *_: nullcontext(MagicMock()))
    monkeypatch.setattr(run.Reporter, "__call__", lambda *_: None)
    by = actor(store=tenants.store)
    row = actions.start(by, hands.SLOW, "", at=NOW)
    twice_at_once(by, row)
    assert max(lines(by).values()) == 2
