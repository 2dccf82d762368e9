"""Long work: started in the transaction, fenced, watched, cancelled, ended in words."""

from datetime import UTC, datetime

import psycopg
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import JobAborted

from cheyuan.base.jobs import actions, queries, run, work
from cheyuan.base.jobs.fence import Busy, fence
from cheyuan.base.jobs.models import Work
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.errors import Denied, Missing, Refused

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def count(by, progress, *, upto):
    for number in range(upto):
        progress(number + 1, upto)
    return {"counted": upto, "by": by.account_id, "rights": len(by.rights)}


def refuse(by, progress):
    raise Refused("no_good", row=7)


def break_down(by, progress):
    raise ValueError("a customer's name")


def away(by, progress):
    raise psycopg.OperationalError("gone")


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(work, "_kinds", {})
    for one in (count, refuse, break_down, away):
        work.register(one.__name__, one)


def go(row, stopping=lambda: False):
    run.run(row.pk, row.actor["group_id"], row.store_id, stopping)


def fresh(by, row):
    with scope(by):
        return Work.objects.get(pk=row.pk)


def test_work_runs_as_who_started_it_to_a_result(tenants, actor):
    by = actor("care_manager", tenants.store)
    row = actions.start(by, "count", "to five", {"upto": 5}, at=NOW)
    go(row)
    ended = fresh(by, row)
    assert (ended.state, ended.done, ended.total) == ("done", 5, 5)
    assert ended.result == {"counted": 5, "by": by.account_id, "rights": len(by.rights)}
    assert ended.started_at
    assert ended.finished_at


def test_the_job_carries_ids_only(tenants, actor):
    row = actions.start(actor(store=tenants.store), "count", "王小伟.xlsx", {"upto": 5}, at=NOW)
    [job] = ProcrastinateJob.objects.filter(task_name=actions.RUN)
    assert job.args == {"work_id": row.pk, "group_id": tenants.group.id, "store_id": tenants.store.id}


def test_plt_05_what_somebody_waits_for_goes_before_the_work_of_the_house(tenants, actor):
    house = system(tenants.group.id, (tenants.store.pk,))
    asked = [
        actions.start(by, "count", "x", {"upto": 1}, at=NOW) for by in (house, actor("care_manager", tenants.store))
    ]
    jobs = {job.args["work_id"]: job.priority for job in ProcrastinateJob.objects.filter(task_name=actions.RUN)}
    assert [jobs[row.pk] for row in asked] == [0, actions.ASKED]
    assert actions.ASKED > 0


def test_p1_work_and_its_job_stand_or_fall_together(tenants, actor):
    by = actor(store=tenants.store)

    def start_and_fail():
        with scope(by):
            actions.start(by, "count", "", {"upto": 1}, at=NOW)
            raise OSError

    with pytest.raises(OSError):
        start_and_fail()
    assert not ProcrastinateJob.objects.filter(task_name=actions.RUN).exists()


@pytest.mark.parametrize(
    ("name", "error", "facts"), [("refuse", "no_good", {"row": "7"}), ("break_down", "unexpected", {})]
)
def test_work_that_fails_says_why_without_personal_data(tenants, actor, name, error, facts):
    by = actor(store=tenants.store)
    row = actions.start(by, name, "", at=NOW)
    go(row)
    ended = fresh(by, row)
    assert (ended.state, ended.error, ended.error_facts) == ("failed", error, facts)


def test_p13_work_waits_for_a_database_that_is_away(tenants, actor):
    by = actor(store=tenants.store)
    row = actions.start(by, "away", "", at=NOW)
    with pytest.raises(psycopg.OperationalError):
        go(row)
    assert fresh(by, row).state == "running"


def test_a_stopping_worker_gives_the_work_back(tenants, actor):
    by = actor(store=tenants.store)
    row = actions.start(by, "count", "", {"upto": 5}, at=NOW)
    with pytest.raises(JobAborted):
        go(row, lambda: True)
    go(row)
    assert fresh(by, row).state == "done"


def test_waiting_work_is_cancelled_at_once(tenants, actor):
    by = actor(store=tenants.store)
    row = actions.start(by, "count", "", {"upto": 5}, at=NOW)
    actions.cancel(by, row.pk, at=NOW)
    assert fresh(by, row).state == "cancelled"
    go(row)
    assert fresh(by, row).done == 0


def test_running_work_is_cancelled_at_its_next_report(tenants, actor):
    by = actor(store=tenants.store)

    def ask_myself_to_stop(by, progress):
        progress(1, 2)
        actions.cancel(by, row.pk, at=NOW)
        progress(2, 2)
        raise AssertionError("must not come here")

    work.register("self", ask_myself_to_stop)
    row = actions.start(by, "self", "", at=NOW)
    go(row)
    assert fresh(by, row).state == "cancelled"


def test_progress_is_seen_while_the_work_is_inside_a_transaction(tenants, actor, owner_connection):
    by, seen = actor(store=tenants.store), []

    def inside(by, progress):
        with scope(by):
            progress(3, 4)
            progress(4, 4)
            seen.append(owner_connection.execute("SELECT done, total FROM jobs_work").fetchone())
        return {}

    work.register("inside", inside)
    go(actions.start(by, "inside", "", at=NOW))
    assert seen == [(4, 4)]


def test_two_at_once_are_one(tenants, actor):
    """The second finds the fence closed and comes again later; by then there is nothing left to do."""
    by, trouble = actor(store=tenants.store), []

    def look(by, progress):
        with pytest.raises(Busy):
            go(row)
        trouble.append(1)
        return {}

    work.register("look", look)
    row = actions.start(by, "look", "", at=NOW)
    go(row)
    go(row)
    assert trouble == [1]


def test_fence_falls_with_its_connection(tenants):
    with fence("x", 1, (1,)) as link:
        link.close()
        with fence("x", 1, (1,)):
            pass


def test_p9_only_own_work_and_that_of_colleagues_for_managers(tenants, actor):
    agent, manager, sister = actor("care_agent"), actor("care_manager"), actor("care_manager", tenants.sister)
    other = actor("care_agent")
    row = actions.start(agent, "count", "", {"upto": 1}, at=NOW)
    for by, rows in ((agent, 1), (manager, 1), (sister, 0), (other, 0)):
        with scope(by):
            assert len(queries.page(by).rows) == rows
    with pytest.raises(Missing):
        actions.cancel(other, row.pk, at=NOW)
    with pytest.raises(Denied):
        actions.cancel(actor("nobody"), row.pk, at=NOW)


def test_top_bar_shows_open_and_unseen_work(tenants, actor):
    by = actor(store=tenants.store)
    row = actions.start(by, "count", "", {"upto": 1}, at=NOW)
    with scope(by):
        assert [one.state for one in queries.running(by)] == ["waiting"]
    go(row)
    with scope(by):
        assert [one.state for one in queries.running(by)] == ["done"]
    actions.mark_seen(by, row.pk, at=NOW)
    with scope(by):
        assert queries.running(by) == []


def test_unknown_work_is_refused(tenants, actor):
    with pytest.raises(Refused):
        actions.start(actor(), "nothing", "", at=NOW)
