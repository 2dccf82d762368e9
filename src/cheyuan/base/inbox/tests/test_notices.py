"""PLT-04: one inbox per person; nobody is told twice, nobody sees a notice of a record that does not exist for them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.base.accounts.actors import actor_of
from cheyuan.base.inbox import actions, queries, reactions, records
from cheyuan.base.inbox.models import Notice
from cheyuan.base.jobs import run, work
from cheyuan.base.jobs.actions import start
from cheyuan.base.jobs.events import Ended, Seen
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.errors import Missing
from cheyuan.kernel.ref import Ref

from .conftest import NOW

pytestmark = pytest.mark.django_db


def seen(by):
    with scope(by):
        return [row.key for row in queries.waiting(by)]


def test_plt_04_told_twice_for_one_cause_is_told_once(member, told):
    one, two = member("care_agent"), member("care_agent")
    assert [told(one), told(one, two), told(one, two)] == [1, 1, 0]
    assert told(one, key="k2") == 1
    assert seen(actor_of(one)) == ["k2", "k1"]


@pytest.mark.django_db(transaction=True)
def test_plt_04_the_database_itself_refuses_the_second_when_two_tell_at_once(member, told, tenants):
    """The control: without looking first, the constraint alone keeps one row."""
    one = member("care_agent")
    told(one)
    by = system(tenants.group.pk, (tenants.store.pk,))
    with scope(by):
        again = Notice(store_id=tenants.store.pk, account=one, kind="hello", key="k1", at=NOW)
        Notice.objects.bulk_create([again], ignore_conflicts=True)
        assert Notice.objects.filter(key="k1").count() == 1


def test_plt_04_read_done_and_the_way_back(member, told):
    one = member("care_agent")
    told(one)
    by = actor_of(one)
    with scope(by):
        pk = queries.waiting(by)[0].pk
        assert queries.unread(by) == 1
    assert [actions.read(by, [pk], at=NOW), actions.read(by, [pk], at=NOW), actions.unread(by, [pk])] == [
        [pk],
        [],
        [pk],
    ]
    assert actions.done(by, [pk], at=NOW) == [pk]
    with scope(by):
        assert (queries.waiting(by), queries.unread(by)) == ([], 0)
    assert actions.reopen(by, [pk]) == [pk]
    assert actions.read_all(by, at=NOW) == [pk]
    assert seen(by) == ["k1"]


def test_plt_04_nobody_touches_the_notices_of_another(member, told, tenants):
    mine, other = member("care_agent"), member("general_manager")
    told(mine)
    with scope(actor_of(mine)):
        pk = queries.waiting(actor_of(mine))[0].pk
    with pytest.raises(Missing):
        actions.done(actor_of(other), [pk], at=NOW)
    assert actions.read_all(actor_of(other), at=NOW) == []


def test_plt_04_a_record_that_one_may_not_see_sends_no_notice_to_the_eye(member, told, monkeypatch, tenants):
    """Work of colleagues is seen with a right only: the same notice reaches the one and not the other."""
    agent, boss = member("care_agent"), member("general_manager")
    work.register("tests.idle", lambda by, progress: {})
    row = start(actor_of(boss), "tests.idle", "x", at=NOW)
    told(agent, boss, ref=Ref("work", row.pk))
    assert (seen(actor_of(agent)), seen(actor_of(boss))) == ([], ["k1"])
    by = actor_of(agent)
    actions.look(by, at=NOW)
    with scope(by):
        assert queries.unread(by) == 0
    monkeypatch.setattr(records, "seen", lambda by: records.Q())
    assert seen(by) == ["k1"], "control: without the gate it would be shown"


def test_plt_01_notices_of_a_sister_store_stay_there(member, told, tenants):
    one = member("care_agent")
    told(one, store=tenants.sister, key="there")
    assert seen(actor_of(one)) == []


def test_plt_04_who_started_work_hears_of_its_end_once_and_not_after_having_looked(member, tenants):
    one = member("care_agent")
    by, house = actor_of(one), system(tenants.group.pk, (tenants.store.pk,))
    work.register("tests.idle", lambda by, progress: {}, "Idle work")
    first, second = (start(by, "tests.idle", title, at=NOW) for title in ("a", "b"))
    for row in (first, second):
        with scope(house):
            type(row).objects.filter(pk=row.pk).update(state="done", finished_at=NOW)
    with scope(house):
        type(second).objects.filter(pk=second.pk).update(seen_at=NOW)
        for row in (first, first, second):
            reactions.ended(house, Ended(tenants.store.pk, row.pk, one.pk, "done"))
    with scope(by):
        assert [row.facts["title"] for row in queries.waiting(by)] == ["a"]
    with scope(house):
        reactions.seen(house, Seen(tenants.store.pk, first.pk, one.pk))
    assert seen(by) == []


@pytest.mark.django_db(transaction=True)
def test_plt_04_work_that_ends_tells_it(member, tenants, owner_connection):
    one = member("care_agent")
    work.register("tests.idle", lambda by, progress: {})
    row = start(actor_of(one), "tests.idle", "a", at=NOW)
    run.run(row.pk, tenants.group.pk, tenants.store.pk, lambda: False)
    asked = "SELECT args ->> 'event' FROM procrastinate_jobs WHERE task_name = 'journal.deliver'"
    assert [name for (name,) in owner_connection.execute(asked)] == ["cheyuan.base.jobs.events.Ended"]


def test_plt_04_the_bell_costs_no_page_a_question(client_as, told):
    """Pages ask as often with a hundred notices as without any; the bell says how many are new."""
    client = client_as("care_agent")
    client.get("/me")
    counts, pages = [], []
    for number in range(3):
        with CaptureQueriesContext(connection) as asked:
            pages.append(client.get("/me").content.decode())
        counts.append(len(asked))
        for more in range(60 * number, 60 * number + 60):
            told(client.account, key=f"k{more}")
    assert len(set(counts)) == 1, counts
    assert ("<i>60</i>" in pages[1], "99+" in pages[2]) == (True, True)


def test_plt_04_the_list_and_the_drawer_ask_as_often_for_fifty_as_for_one(client_as, told):
    client = client_as("care_agent")
    counts = {}
    for number in range(50):
        told(client.account, key=f"k{number}", at=NOW + timedelta(minutes=number))
        if number in (0, 49):
            for address in ("/inbox/", "/inbox/drawer"):
                client.get(address)
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(address).status_code == 200
                counts.setdefault(address, []).append(len(asked))
    assert all(first == last for first, last in counts.values()), counts


def test_plt_04_pages_open_tick_off_and_take_back(client_as, told):
    client = client_as("care_agent")
    told(client.account, who="World")
    row = Notice.objects.model._base_manager
    by = actor_of(client.account)
    with scope(by):
        pk = row.get().pk
    assert "Hello World" in client.get("/inbox/").content.decode()
    assert "Hello World" in client.get("/inbox/drawer").content.decode()
    assert client.get(f"/inbox/{pk}").status_code == 302
    answer = client.post(f"/inbox/{pk}/done", headers={"HX-Request": "true"})
    assert f"/inbox/{pk}/reopen" in answer["HX-Trigger"]
    assert "Hello World" not in client.get("/inbox/").content.decode()
    client.post(f"/inbox/{pk}/reopen", headers={"HX-Request": "true"})
    assert "Hello World" in client.get("/inbox/").content.decode()
    bulk = client.post("/inbox/list/bulk", {"do": "done", "id": [pk], "query": ""}, headers={"HX-Request": "true"})
    assert "Hello World" not in bulk.content.decode()
    assert "undo" in bulk["HX-Trigger"]


def test_plt_04_mark_all_read_can_be_taken_back(client_as, told):
    client = client_as("care_agent")
    told(client.account)
    answer = client.post("/inbox/read-all", headers={"HX-Request": "true"})
    assert "<i>" not in client.get("/me").content.decode().split('id="bell"')[1].split("</a>")[0]
    address = answer["HX-Trigger"].split('"undo": "')[1].split('"')[0]
    client.post(address, headers={"HX-Request": "true"})
    assert "<i>1</i>" in client.get("/me").content.decode()
    assert client.post("/inbox/unread/forged", headers={"HX-Request": "true"}).status_code == 404


def test_plt_40_notices_over_the_api(api_as, told):
    api, other = api_as("care_agent"), api_as("care_agent")
    told(api.account)
    found = api.get("/api/v1/notices", {"state": "new"}).json()["items"]
    assert [one["sentence"] for one in found] == ["Hello you"]
    address = f"/api/v1/notices/{found[0]['id']}/done"
    assert other.post(address, "{}", content_type="application/json").status_code == 404
    assert api.post(address, "{}", content_type="application/json").json()["state"] == "done"
    assert api.get("/api/v1/notices", {"state": "open"}).json()["items"] == []
    assert api.post("/api/v1/notices/read-all", "{}", content_type="application/json").json() == {"ids": []}
    assert api.get("/api/v1/notices/digests").json() == []
