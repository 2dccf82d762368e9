"""CARE-R24: milestones are noted once, cars are moved on by one tap, and what was wrong is taken back."""

import json
import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from cheyuan.base.journal.models import TimelineEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import moment, now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.records.customers import subject
from cheyuan.records.milestones import actions, queries
from cheyuan.records.milestones.models import Job, Milestone
from cheyuan.records.milestones.steps import NEXT, STEPS
from cheyuan.records.milestones.tests.conftest import house

HANDS = 5


def at_once(*calls):
    """Every call in a thread of its own, started together; what each answered or raised."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            start.wait()
            answers[place] = call()
        except Exception as wrong:
            answers[place] = wrong
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_care_r24_every_step_leads_to_steps_of_its_kind():
    for kind, steps in STEPS.items():
        assert set(NEXT[kind]) == set(steps)
        assert all(set(after) <= set(steps) for after in NEXT[kind].values())
        assert NEXT[kind][steps[-1]] == ()


@pytest.mark.django_db
def test_care_r24_a_car_goes_through_the_workshop(actor, received):
    by, first = actor("technician"), received()
    assert first.job.step == "received"
    for step, seen in (("in_work", "received"), ("quality", "in_work"), ("ready", "quality"), ("handed_over", "ready")):
        actions.move_on(by, first.job_id, step, seen=seen, at=now())
    with scope(by):
        job = queries.job(by, first.job_id)
        assert (job.step, job.is_open) == ("handed_over", False)
        assert TimelineEntry.objects.filter(vehicle_id=job.vehicle_id, topic="milestone").count() == 5
        assert TimelineEntry.objects.filter(customer_id=job.customer_id, topic="milestone").count() == 5
        assert [len(column.jobs) for column in queries.board(by, "workshop")] == [0] * 6 + [1]


@pytest.mark.django_db
def test_care_r24_a_fact_told_twice_is_one(actor, car):
    by, one = actor("sales_consultant"), car()
    when = now() - timedelta(hours=3)
    fact = actions.Fact("order", "SO-1", "arrived", when=when, vehicle_id=one.pk)
    first = actions.note_fact(by, one.store_id, fact, at=now())
    assert actions.note_fact(by, one.store_id, fact, at=now()).pk == first.pk
    again = actions.Fact("order", " SO-1 ", "arrived", when=now())
    assert actions.note_fact(by, one.store_id, again, at=now()).pk == first.pk
    with scope(by):
        assert (Job.objects.count(), Milestone.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_care_r24_a_late_fact_does_not_move_the_car_back(actor, car):
    by, one = actor("sales_consultant"), car()
    for step, hours in (("arrived", 3), ("ordered", 90)):
        fact = actions.Fact("order", "SO-1", step, when=now() - timedelta(hours=hours), vehicle_id=one.pk)
        row = actions.note_fact(by, one.store_id, fact, at=now())
    with scope(by):
        assert Job.objects.get().step == "arrived"
    assert row.told == "late"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"step": "quality"}, "milestone_step"),
        ({"kind": "boat"}, "milestone_step"),
        ({"number": "  "}, "milestone_number"),
        ({"when": moment(date(2099, 1, 1))}, "milestone_future"),
    ],
)
def test_care_r24_what_cannot_be_is_refused(actor, more, code):
    by = actor("sales_consultant")
    with pytest.raises(Refused, match=code):
        actions.note_fact(
            by, by.store_id, actions.Fact(**{"kind": "order", "number": "A", "step": "arrived", **more}), at=now()
        )


@pytest.mark.django_db
def test_care_r24_other_stores_and_other_people_are_shut_out(actor, received, tenants, car):
    first = received()
    with pytest.raises(Missing):
        actions.move_on(actor("technician", tenants.sister), first.job_id, "in_work", seen="received", at=now())
    with pytest.raises(Denied):
        actions.move_on(actor("care_agent"), first.job_id, "in_work", seen="received", at=now())
    fact = actions.Fact("order", "X", "arrived")
    with pytest.raises(Denied):
        actions.note_fact(actor("sales_consultant"), tenants.sister.pk, fact, at=now())
    fact = actions.Fact("order", "X", "arrived", vehicle_id=car(tenants.sister).pk)
    with pytest.raises(Missing):
        actions.note_fact(actor("sales_consultant"), tenants.store.pk, fact, at=now())


@pytest.mark.django_db(transaction=True)
def test_care_r24_many_taps_at_once_move_a_car_one_step(actor, received):
    first, hands = received(), [actor("technician") for _ in range(HANDS)]
    calls = (lambda by=by: actions.move_on(by, first.job_id, "in_work", seen="received", at=now()) for by in hands)
    answers = at_once(*calls)
    assert sum(isinstance(one, Milestone) for one in answers) == 1
    assert {one.code for one in answers if isinstance(one, Conflict)} == {"milestone_moved"}
    with scope(hands[0]):
        assert Milestone.objects.filter(job_id=first.job_id).count() == 2


@pytest.mark.django_db(transaction=True)
def test_care_r24_control_without_the_lock_the_step_is_noted_many_times(actor, received):
    """The same without the lock: all have looked before the first writes."""
    first, hands, looked = received(), [actor("technician") for _ in range(HANDS)], threading.Barrier(HANDS)

    def careless(by):
        with scope(by):
            job = Job.objects.get(pk=first.job_id)
            fits = job.step == "received"
            looked.wait()
            Milestone.objects.create(
                store_id=job.store_id, job=job, step="in_work", at=now(), by_name=by.name, noted_at=now()
            )
        return fits

    assert at_once(*(lambda by=by: careless(by) for by in hands)).count(True) == HANDS
    with scope(hands[0]):
        assert Milestone.objects.filter(job_id=first.job_id, step="in_work").count() == HANDS


@pytest.mark.django_db
def test_care_r24_ones_own_newest_step_is_taken_back_in_time(actor, received):
    by, first = actor("technician"), received()
    moved = actions.move_on(by, first.job_id, "in_work", seen="received", at=now())
    with pytest.raises(Missing):
        actions.take_back(actor("technician"), moved.pk, at=now())
    with pytest.raises(Conflict, match="undo_late"):
        actions.take_back(by, moved.pk, at=now() + timedelta(hours=2))
    assert actions.take_back(by, moved.pk, at=now()).step == "received"
    with pytest.raises(Missing):
        actions.take_back(by, moved.pk, at=now())


@pytest.mark.django_db
def test_care_r24_only_steps_that_can_follow(actor, received):
    first = received()
    with pytest.raises(Conflict, match="wrong_state"):
        actions.move_on(actor("technician"), first.job_id, "handed_over", seen="received", at=now())


@pytest.mark.django_db
def test_care_r24_the_board_and_its_pages(client_as, car):
    client, one = client_as("service_advisor"), car()
    assert client.get("/milestones/new/workshop").status_code == 200
    form = {"car": "粤A 7K2M6", "number": "RO-7", "what": "首保", "step": "received", "note": "等候区"}
    assert client.post("/milestones/new/workshop", {**form, "car": "没有这台"}).status_code == 422
    assert client.post("/milestones/new/workshop", form).status_code == 302
    board = client.get("/milestones/").content.decode()
    assert "首保" in board
    assert "等候区" in board
    with scope(house(one.store)):
        job = Job.objects.get()
    moved = client.post(f"/milestones/{job.pk}/move", {"step": "in_work", "seen": "received"})
    assert moved.status_code == 200
    assert client.post(f"/milestones/{job.pk}/move", {"step": "in_work", "seen": "received"}).status_code == 409
    assert "RO-7" in client.get(f"/milestones/{job.pk}").content.decode()
    with scope(house(one.store)):
        last = queries.newest(job.pk)
    undone = client.post(f"/milestones/steps/{last.pk}/undo")
    assert undone["HX-Redirect"].endswith("kind=workshop")
    assert client.get("/milestones/?kind=order").status_code == 200


@pytest.mark.django_db
def test_care_r24_the_api_notes_once_per_key(api_as, car):
    client, one = api_as("sales_manager"), car()
    body = {"store_id": one.store_id, "kind": "order", "number": "SO-9", "step": "arrived", "vehicle_id": one.pk}

    def post(path: str, sent: dict, key: str, to: Client = client):
        return to.post(path, json.dumps(sent), content_type="application/json", headers={"Idempotency-Key": key})

    first = post("/api/v1/milestones", body, "a")
    assert first.status_code == 201, first.content
    assert post("/api/v1/milestones", body, "a").json() == first.json()
    assert post("/api/v1/milestones", {**body, "step": "ready"}, "a").status_code == 422
    assert post("/api/v1/milestones", body, "b").json()["id"] == first.json()["id"]
    job = client.get("/api/v1/milestones/jobs").json()["items"][0]
    assert (job["step"], job["customer_id"]) == ("arrived", one.owner_id)
    moved = post(f"/api/v1/milestones/jobs/{job['id']}/move", {"step": "inspected", "seen": "arrived"}, "c")
    assert moved.json()["step"] == "inspected"
    back = client.post(f"/api/v1/milestones/{moved.json()['id']}/take-back")
    assert back.json()["step"] == "arrived"


@pytest.mark.django_db
def test_ppl_08_words_of_milestones_go_with_the_person(actor, received):
    first = received(note="埋点客户在等", what="埋点异响")
    by = system(first.job.store.group_id, (first.store_id,))
    with scope(by):
        copied = subject.copy(by, first.job.customer_id, at=now())
    assert copied["milestones"]["milestones"][0]["note"] == "埋点客户在等"
    subject.erase(by, first.job.customer_id, at=now())
    with scope(by):
        assert Milestone.objects.get().note == ""
        assert (Job.objects.get().what, Job.objects.get().customer_id) == ("", None)
        assert TimelineEntry.objects.filter(facts__note="埋点客户在等").count() == 0
