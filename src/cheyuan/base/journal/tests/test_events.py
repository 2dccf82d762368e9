"""News: deferred in the transaction, delivered after commit, in effect once per subscriber."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from cheyuan.base.journal import actions, events, jobs, queries
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.events import Event

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Moved(Event):
    ids: tuple[int, ...]
    day: date
    batch_id: int | None = None


heard = []


def listen(by, event):
    heard.append(event)
    actions.timeline(by, "moved", at=NOW, topic="test", customer_id=event.ids[0])


def complain(by, event):
    actions.timeline(by, "moved", at=NOW, topic="test", customer_id=event.ids[0])
    raise OSError("not now")


@pytest.fixture(autouse=True)
def ears():
    heard.clear()
    events.subscribe(Moved, listen)
    yield
    events._subscribers.pop(events._name(Moved))


def waiting():
    return list(ProcrastinateJob.objects.filter(task_name=events.TASK).order_by("id"))


def lines(by):
    with scope(by):
        return len(queries.timeline_of_customer(by, 7).rows)


def test_news_arrives_as_it_was_told_in_the_store_it_speaks_of(tenants, actor):
    by = actor(store=tenants.store)
    news = Moved(tenants.store.id, (7, 8), date(2026, 11, 21))
    with scope(by):
        events.tell(news)
    [job] = waiting()
    jobs.deliver(**job.args)
    assert heard == [news]
    assert lines(by) == 1


def test_p5_delivered_twice_counts_once(tenants, actor):
    by = actor(store=tenants.store)
    with scope(by):
        events.tell(Moved(tenants.store.id, (7,), date(2026, 11, 21)))
    [job] = waiting()
    jobs.deliver(**job.args)
    jobs.deliver(**job.args)
    assert lines(by) == 1


def test_p17_control_without_the_mark_it_counts_twice(tenants, actor, monkeypatch):
    monkeypatch.setattr(jobs, "_is_first", lambda key: True)
    by = actor(store=tenants.store)
    with scope(by):
        events.tell(Moved(tenants.store.id, (7,), date(2026, 11, 21)))
    [job] = waiting()
    jobs.deliver(**job.args)
    jobs.deliver(**job.args)
    assert lines(by) == 2


def test_a_subscriber_that_fails_leaves_no_trace_and_does_not_disturb_the_others(tenants, actor):
    events.subscribe(Moved, complain)
    by = actor(store=tenants.store)
    with scope(by):
        events.tell(Moved(tenants.store.id, (7,), date(2026, 11, 21)))
    first, second = waiting()
    jobs.deliver(**first.args)
    with pytest.raises(OSError, match="not now"):
        jobs.deliver(**second.args)
    assert lines(by) == 1
    with pytest.raises(OSError, match="not now"):
        jobs.deliver(**second.args)


def test_what_is_rolled_back_is_not_told(tenants, actor):
    def change_my_mind(by):
        with scope(by):
            events.tell(Moved(tenants.store.id, (7,), date(2026, 11, 21)))
            assert len(waiting()) == 1
            raise OSError("changed my mind")

    with pytest.raises(OSError, match="changed my mind"):
        change_my_mind(actor(store=tenants.store))
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_news_outside_a_transaction_is_a_mistake(tenants):
    with pytest.raises(RuntimeError):
        events.tell(Moved(tenants.store.id, (7,), date(2026, 11, 21)))
