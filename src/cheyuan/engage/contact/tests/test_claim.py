"""CARE-10: two agents reach for one task at the same moment."""

import threading
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import actions as care
from cheyuan.engage.contact.tests.conftest import house
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict
from cheyuan.site.testing.threads import at_once

TOGETHER = 6


@pytest.mark.django_db(transaction=True)
def test_care_10_one_of_many_gets_the_task_and_the_others_are_told(actor, task, fresh):
    one, people = task("R09"), [actor("care_agent", name=f"专员{n}") for n in range(TOGETHER)]
    answers = at_once(*(lambda by=by: care.claim(by, one.pk, at=now()) for by in people))
    won = [answer for answer in answers if not isinstance(answer, Exception)]
    assert len(won) == 1
    owner = fresh(one).claimed_by_id
    assert won[0].claimed_by_id == owner
    name = next(by.name for by in people if by.account_id == owner)
    others = [answer for answer in answers if isinstance(answer, Conflict)]
    assert len(others) == TOGETHER - 1
    assert {(answer.code, answer.facts["name"]) for answer in others} == {("task_taken", name)}


@pytest.mark.django_db(transaction=True)
def test_care_10_control_looking_first_and_writing_later_gives_it_to_several(actor, task):
    """The same without the condition in the UPDATE: everybody believes to have it."""
    one, people = task("R09"), [actor("care_agent") for _ in range(TOGETHER)]
    looked = threading.Barrier(TOGETHER)

    def careless(by: Any) -> bool:
        tasks = apps.get_model("care", "Task").objects
        with scope(by):
            free = tasks.get(pk=one.pk).claimed_by_id is None
            looked.wait()
            return bool(free and tasks.filter(pk=one.pk).update(claimed_by_id=by.account_id, claimed_at=now()))

    assert at_once(*(lambda by=by: careless(by) for by in people)).count(True) == TOGETHER


@pytest.mark.django_db(transaction=True)
def test_care_12_two_reports_at_once_count_once(actor, task, fresh):
    from cheyuan.engage.contact import actions  # noqa: PLC0415
    from cheyuan.engage.contact.answers import Answer  # noqa: PLC0415

    one, people = task("R09"), [actor("care_agent") for _ in range(3)]
    answers = at_once(*(lambda by=by: actions.report(by, one.pk, Answer("will_come"), at=now()) for by in people))
    assert sum(not isinstance(answer, Exception) for answer in answers) == 1
    with scope(house(one.store)):
        assert apps.get_model("contact", "Attempt").objects.filter(task_id=one.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_care_17_the_last_slot_goes_to_one(actor, task, tenants):
    from cheyuan.engage.contact import actions  # noqa: PLC0415
    from cheyuan.engage.contact.answers import Answer  # noqa: PLC0415
    from cheyuan.engage.contact.slots import days  # noqa: PLC0415

    with scope(house(tenants.store)):
        slot = next(slot for day in days(tenants.store.pk, now())[1:] for slot in day.slots)
    by = actor("care_agent")
    for _ in range(slot.left - 1):
        actions.report(by, task("R09").pk, Answer("booked", book_at=slot.at), at=now())
    rows = [task("R09") for _ in range(3)]
    answers = at_once(
        *(lambda row=row: actions.report(by, row.pk, Answer("booked", book_at=slot.at), at=now()) for row in rows)
    )
    assert sum(not isinstance(answer, Exception) for answer in answers) == 1


def test_care_10_a_claim_lapses_after_half_an_hour_and_absence_opens_the_work(actor, task, fresh, member):
    from datetime import timedelta  # noqa: PLC0415

    at = now()
    first, second, third = actor("care_agent", name="吴倩"), actor("care_agent"), actor("care_agent")
    one = task("R09", assignee_id=first.account_id)
    with pytest.raises(Conflict, match="task_of_colleague"):
        care.claim(second, one.pk, at=at)
    from cheyuan.kernel.clock import day_of  # noqa: PLC0415

    apps.get_model("accounts", "Absence").objects.create(
        account_id=first.account_id, since=day_of(at), until=day_of(at), deputy_id=second.account_id
    )
    care.claim(second, one.pk, at=at)
    with pytest.raises(Conflict):
        care.claim(third, one.pk, at=at)
    with pytest.raises(Conflict, match="task_taken"):
        care.claim(first, one.pk, at=at + timedelta(minutes=29))
    care.claim(first, one.pk, at=at + timedelta(minutes=31))
    assert fresh(one).assignee_id == first.account_id
