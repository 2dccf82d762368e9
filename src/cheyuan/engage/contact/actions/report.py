"""Reporting what came of a contact, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cheyuan.base.channels import queries as outgoing
from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import actions as care
from cheyuan.engage.care import queries as tasks
from cheyuan.engage.contact import birthdays, messages, revisits, visits
from cheyuan.engage.contact.answers import Answer
from cheyuan.engage.contact.consequences import FOLLOW, MARKETING, Follow, Made, reached, when
from cheyuan.engage.contact.models import Attempt
from cheyuan.engage.contact.outcomes import CORRECTIONS, MISSED, TOGETHER
from cheyuan.engage.contact.schedule import OpenOn, next_try, part_bit, parts, untried
from cheyuan.engage.contact.undoing import take_back
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import SHANGHAI, day_of
from cheyuan.kernel.errors import Conflict, Missing, Refused
from cheyuan.kernel.ref import Ref

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task


SNOOZE_MOST = 60
AHEAD = timedelta(days=45)
"""How far the next open day is looked for: longer than any holiday."""


@action("care.tasks.work")
def report(
    by: Actor, task_id: int, answer: Answer, *, at: datetime, zone: ZoneInfo = SHANGHAI, also: Iterable[int] = ()
) -> Attempt:
    """Write an attempt with its outcome and everything that follows from it, in one transaction.

    ``also`` are other open tasks of the same customer that were settled in the same call (CARE-08): each keeps its own
    attempt; undoing the first takes them back too. Refused: answer_missing(field), moment_past(field),
    day_future(field), km_backwards, slot_full, store_closed; Conflict: task_changed, wrong_state, task_taken(name).
    """
    attempt = _report(by, task_id, answer, FOLLOW, at, zone)
    beside = [] if answer.outcome not in TOGETHER else [one for one in dict.fromkeys(also) if one != task_id]
    made: list[Attempt] = []
    for one in beside:
        counted = any("touch" in done.made for done in (attempt, *made))
        made.append(_beside(by, one, attempt, answer, at, zone, counted=counted))
    if made:
        attempt.made["also"] = [one.pk for one in made]
        attempt.save(update_fields=["made"])
    return attempt


def _beside(
    by: Actor, task_id: int, first: Attempt, answer: Answer, at: datetime, zone: ZoneInfo, *, counted: bool
) -> Attempt:
    """The same outcome for another task of the customer: no second slip, reading, length or count of the call."""
    if tasks.task(by, task_id).customer_id != first.customer_id:
        raise Missing("task", task_id)
    same = replace(answer, seconds=None, km=None, script_id=None, extra={"with": first.pk})
    return _report(by, task_id, same, {**FOLLOW, "booked": reached}, at, zone, counted=counted)


def _report(
    by: Actor, task_id: int, answer: Answer, follow: Mapping[str, Follow], at: datetime, zone: ZoneInfo, *,
    counted: bool = False,
) -> Attempt:  # fmt: skip
    task = tasks.task(by, task_id, lock=True)
    care.must_be_open(task)
    _not_in_other_hands(by, task, at)
    answer.check(at, day_of(at, zone))
    before = care.Before.of(task)
    if answer.kind.counts:
        care.record_attempt(by, task, part=part_bit(at, zone), day=day_of(at, zone), at=at)
    missed = answer.outcome in MISSED
    made = _missed(by, task, answer, at, zone) if missed else follow[answer.outcome](by, task, answer, at)
    made = {**made, **revisits.follow(by, task, answer, at), **birthdays.follow(by, task, answer, made, at)}
    made |= visits.follow(by, task, answer, at)
    if answer.kind.reached and not counted:
        made |= messages.count_offer(by, task, at=at)
    attempt = _write(by, task, answer, before, made, at, zone)
    _tell(by, task, attempt, answer, at)
    return attempt


def _write(
    by: Actor, task: Task, answer: Answer, before: care.Before, made: Made, at: datetime, zone: ZoneInfo
) -> Attempt:
    attempt: Attempt = Attempt.objects.create(
        store_id=task.store_id, task_id=task.pk, customer_id=task.customer_id, vehicle_id=task.vehicle_id, rule=task.rule,
        account_id=by.account_id, by_name=by.name, role=next(iter(sorted(by.roles)), ""), at=at, day=day_of(at, zone),
        part=part_bit(at, zone), seconds=answer.seconds, channel=answer.channel, outcome=answer.outcome,
        reached=answer.kind.reached, note=answer.note[:500], script_id=answer.script_id,
        details={**answer.details(), **answer.extra}, before=dict(before.values), made=made,
    )  # fmt: skip
    return attempt


def _not_in_other_hands(by: Actor, task: Task, at: datetime) -> None:
    if task.rule in CORRECTIONS:
        raise Conflict("task_other_form", rule=task.rule)
    if name := care.holder(task, by, at):
        raise Conflict("task_taken", name=name)


def _missed(by: Actor, task: Task, answer: Answer, at: datetime, zone: ZoneInfo) -> Made:
    """Nobody answered: another open day and part of the day; after the last attempt a message is held and the task closes."""
    today, offer = day_of(at, zone), task.rule in MARKETING
    open_on = outgoing.call_hours(by, task.store_id, marketing=offer, since=today, until=today + AHEAD)
    if not _tried_enough(task, at, zone, open_on):
        care.postpone(task, until=next_try(at, task.parts_tried, zone, open_on), waits=False, at=at)
        return {}
    message = messages.prepare(by, task, at=at)
    care.give_up(task, outcome=answer.outcome, at=at)
    timeline(
        by, "contact.given_up", at=at, topic="contact", customer_id=task.customer_id, vehicle_id=task.vehicle_id,
        ref=Ref("task", task.pk), store_id=task.store_id, attempts=task.attempts,
    )  # fmt: skip
    return {"message": message.pk} if message else {}


def _tried_enough(task: Task, at: datetime, zone: ZoneInfo, open_on: OpenOn) -> bool:
    """CARE-13: so many attempts, on as many days, in as many parts of the day as the store's hours have (three at most)."""
    wanted = value("contact.attempts", task.store_id)
    missed = Attempt.objects.filter(task_id=task.pk, undone_at=None, outcome__in=MISSED)
    days = {*missed.values_list("day", flat=True), day_of(at, zone)}
    every_part = len(list(parts(task.parts_tried))) >= min(wanted, 3) or not untried(
        at, task.parts_tried, zone, open_on
    )
    return min(task.attempts, len(days)) >= wanted and every_part


def _tell(by: Actor, task: Task, attempt: Attempt, answer: Answer, at: datetime) -> None:
    moment = answer.book_at or answer.call_at
    facts = {
        "rule": task.rule, "when": when(moment) if moment else "", "what": answer.what, "why": answer.why or "—",
        "shop": answer.shop, "city": answer.city, "complaint": answer.complaint, "note": answer.note,
    }  # fmt: skip
    timeline(
        by, f"contact.{answer.outcome}", at=at, topic="contact", customer_id=task.customer_id,
        vehicle_id=task.vehicle_id, ref=Ref("task", task.pk), store_id=task.store_id, **facts,
    )  # fmt: skip
    note(
        by,
        "contact.reported",
        Ref("attempt", attempt.pk),
        at=at,
        store_id=task.store_id,
        outcome=answer.outcome,
        task=task.pk,
    )


@action("care.tasks.work")
def undo(by: Actor, attempt_id: int, *, at: datetime) -> Task:
    """Take an outcome back: the task and everything that followed from it are as before (PLT-60).

    Only one's own newest attempt of the task, within the time of the policy; Conflict("undo_late", "undo_not_newest").
    """
    attempt = Attempt.objects.filter(pk=attempt_id, account_id=by.account_id, undone_at=None).first()
    if attempt is None:
        raise Missing("attempt", attempt_id)
    for beside in reversed(attempt.made.get("also", [])):
        undo(by, beside, at=at)
    task = tasks.task(by, attempt.task_id, lock=True)
    if at - attempt.at > timedelta(minutes=value("contact.undo_minutes", attempt.store_id)):
        raise Conflict("undo_late")
    newest = Attempt.objects.filter(task_id=attempt.task_id, undone_at=None).order_by("-at", "-pk").first()
    if newest is None or newest.pk != attempt.pk:
        raise Conflict("undo_not_newest")
    Attempt.objects.filter(pk=attempt.pk, undone_at=None).update(undone_at=at)
    take_back(by, task, attempt, at)
    timeline(
        by, "contact.undone", at=at, topic="contact", customer_id=task.customer_id, vehicle_id=task.vehicle_id,
        ref=Ref("task", task.pk), store_id=task.store_id, outcome=attempt.outcome,
    )  # fmt: skip
    note(by, "contact.undone", Ref("attempt", attempt.pk), at=at, store_id=task.store_id, task=task.pk)
    task.refresh_from_db()
    return task


@action("care.tasks.work")
def snooze(by: Actor, task_id: int, until: datetime, *, at: datetime) -> Task:
    """Put a task off without an attempt. Refused: moment_past; snooze_long beyond 60 days."""
    task = tasks.task(by, task_id, lock=True)
    if name := care.holder(task, by, at):
        raise Conflict("task_taken", name=name)
    if until <= at:
        raise Refused("moment_past", field="until")
    if until - at > timedelta(days=SNOOZE_MOST):
        raise Refused("snooze_long", field="until", days=SNOOZE_MOST)
    care.postpone(task, until=until, waits=False, at=at)
    note(by, "task.snoozed", Ref("task", task.pk), at=at, store_id=task.store_id, until=until.isoformat())
    return task


@action("care.tasks.work")
def wake(by: Actor, task_id: int, was: str, *, at: datetime) -> Task:
    """Take ``snooze`` back: to be called when it was before (ISO moment; empty: now). Refused("moment_form")."""
    task = tasks.task(by, task_id, lock=True)
    care.must_be_open(task)
    try:
        until = datetime.fromisoformat(was) if was else None
    except ValueError:
        raise Refused("moment_form", field="was") from None
    if until is not None and until.tzinfo is None:
        raise Refused("moment_form", field="was")
    care.resume(task, at_moment=until, at=at)
    note(by, "task.woken", Ref("task", task.pk), at=at, store_id=task.store_id)
    return task
