"""The steps of a complaint (CARE-32). Each: right, the row locked, the rule, the move, the history, audit and timeline."""

from datetime import datetime, timedelta
from typing import Any

from cheyuan.base.accounts.queries import colleagues
from cheyuan.base.journal import events as news
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import actions as care
from cheyuan.engage.complaints import revisiting
from cheyuan.engage.complaints.events import Assigned
from cheyuan.engage.complaints.models import Complaint
from cheyuan.engage.complaints.moves import COMPLAINT
from cheyuan.engage.complaints.queries import complaint
from cheyuan.engage.complaints.recording import record, said
from cheyuan.engage.complaints.words import DEPARTMENTS, KINDS, SATISFACTION, SEVERITIES
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Refused


def _held(by: Actor, complaint_id: int, step: str) -> tuple[Complaint, str]:
    """The complaint, locked, and the state to which the step leads; Conflict("wrong_state") when it cannot be now."""
    one = complaint(by, complaint_id, lock=True)
    return one, COMPLAINT.to(one.state, step)


def _going_on(one: Complaint, at: datetime) -> dict[str, Any]:
    """Work on it ends the waiting for the customer."""
    if not one.waits:
        return {}
    return {"waits": False, "pauses": [*one.pauses[:-1], [one.pauses[-1][0], at.isoformat()]]}


@action("complaints.work")
def answer(by: Actor, complaint_id: int, words: str, *, at: datetime) -> Complaint:
    """The first answer to the customer: what was said. Stops the first clock. Conflict("complaint_answered")."""
    one, _state = _held(by, complaint_id, "answer")
    return answered(by, one, words, at)


def answered(by: Actor, one: Complaint, words: str, at: datetime) -> Complaint:
    """The same inside another action; a task that asked for the answer is done with it."""
    if one.answered_at:
        raise Conflict("complaint_answered")
    record(by, one, "answer", at, words=said(words), answered_at=at)
    if one.answer_task_id:
        care.settle_by_id(one.answer_task_id, outcome="answered", at=at)
    return one


@action("complaints.lead")
def classify(by: Actor, complaint_id: int, *, department: str, kind: str, severity: str, at: datetime) -> Complaint:
    """What it is about, whose it is, how urgent: the limit of the solution follows. Refused("complaint_<field>")."""
    one, state = _held(by, complaint_id, "classify")
    given = {"department": department, "kind": kind, "severity": severity}
    for name, known in (("department", DEPARTMENTS), ("kind", KINDS), ("severity", SEVERITIES)):
        if given[name] not in known:
            raise Refused(f"complaint_{name}", field=name)
    record(by, one, "classify", at, facts=given, state=state, **given)
    return one


@action("complaints.lead")
def assign(by: Actor, complaint_id: int, account_id: int, *, at: datetime) -> Complaint:
    """Who is in charge; a colleague with a post in the store. Refused("complaint_assignee")."""
    one, state = _held(by, complaint_id, "assign")
    found = colleagues(by, day_of(at)).get(account_id)
    if found is None:
        raise Refused("complaint_assignee", field="assignee_id")
    facts = {"account": account_id, "name": found.name}
    row = record(by, one, "assign", at, facts=facts, state=state, assignee_id=account_id)
    if account_id != by.account_id:
        news.tell(Assigned(one.store_id, one.pk, account_id, row.pk, by.name))
    return one


@action("complaints.work")
def start(by: Actor, complaint_id: int, *, at: datetime) -> Complaint:
    """Whoever is in charge begins."""
    one, state = _held(by, complaint_id, "start")
    record(by, one, "start", at, state=state)
    return one


@action("complaints.work")
def wait(by: Actor, complaint_id: int, words: str, *, at: datetime) -> Complaint:
    """It is the customer's turn: the clocks stand still until work goes on. Conflict("complaint_waits")."""
    one, _state = _held(by, complaint_id, "wait")
    if one.waits:
        raise Conflict("complaint_waits")
    record(by, one, "wait", at, words=said(words), waits=True, pauses=[*one.pauses, [at.isoformat(), None]])
    return one


@action("complaints.work")
def resume(by: Actor, complaint_id: int, words: str = "", *, at: datetime) -> Complaint:
    """The customer has answered: the clocks run again. Conflict("complaint_runs")."""
    one, _state = _held(by, complaint_id, "resume")
    if not one.waits:
        raise Conflict("complaint_runs")
    record(by, one, "resume", at, words=words.strip()[:2000], **_going_on(one, at))
    return one


@action("complaints.work")
def solve(by: Actor, complaint_id: int, words: str, *, at: datetime) -> Complaint:
    """What was done about it. Refused("complaint_words")."""
    one, state = _held(by, complaint_id, "solve")
    words = said(words)
    record(by, one, "solve", at, words=words, state=state, solved_at=at, solution=words, **_going_on(one, at))
    return one


@action("complaints.work")
def tell(by: Actor, complaint_id: int, words: str, *, at: datetime) -> Complaint:
    """The customer knows the result; the revisit (R18) is due some days later, a task of it is written."""
    one, state = _held(by, complaint_id, "tell")
    day = day_of(at) + timedelta(days=value("complaints.revisit_days", one.store_id))
    task = revisiting.ask(one, day, at)
    record(by, one, "tell", at, words=said(words), state=state, told_at=at, revisit_on=day, revisit_task_id=task)
    return one


@action("complaints.work")
def revisit(by: Actor, complaint_id: int, satisfaction: str, words: str = "", *, at: datetime) -> Complaint:
    """How content the customer is some days later. Before the day of the revisit only "yes" counts (complaint_early)."""
    one, _state = _held(by, complaint_id, "revisit")
    if one.revisit_on and day_of(at) < one.revisit_on and satisfaction in ("partly", "no", "unreached"):
        raise Refused("complaint_early", field="satisfaction", day=one.revisit_on.isoformat())
    revisited(by, one, satisfaction, words, at)
    if one.revisit_task_id:
        care.settle_by_id(one.revisit_task_id, outcome="answered", at=at)
    return one


def revisited(by: Actor, one: Complaint, satisfaction: str, words: str, at: datetime) -> Complaint:
    """The same inside another action (the call of the task); Refused("complaint_satisfaction")."""
    if satisfaction not in SATISFACTION:
        raise Refused("complaint_satisfaction", field="satisfaction")
    record(
        by, one, "revisit", at, words=words.strip()[:2000], facts={"satisfaction": satisfaction},
        state=COMPLAINT.to(one.state, "revisit"), revisited_at=at, satisfaction=satisfaction,
    )  # fmt: skip
    return one


@action("complaints.lead")
def close(by: Actor, complaint_id: int, words: str = "", *, at: datetime) -> Complaint:
    """The end; only after the revisit."""
    one, state = _held(by, complaint_id, "close")
    record(by, one, "close", at, words=words.strip()[:2000], state=state, closed_at=at)
    return one


@action("complaints.lead")
def reopen(by: Actor, complaint_id: int, words: str, *, at: datetime) -> Complaint:
    """The customer is not content after all: the work and its clocks begin anew, and it counts as reopened."""
    one, _state = _held(by, complaint_id, "reopen")
    return reopened(by, one, words, at)


def reopened(by: Actor, one: Complaint, words: str, at: datetime) -> Complaint:
    """The same inside another action; a revisit that was still to come is no longer needed."""
    words, state = said(words), COMPLAINT.to(one.state, "reopen")
    if one.revisit_task_id:
        care.withdraw_task(one.revisit_task_id, reason="complaint_reopened", at=at)
    record(
        by, one, "reopen", at, words=words, state=state, opened_at=at, solved_at=None, told_at=None, revisit_on=None,
        revisited_at=None, closed_at=None, satisfaction="", reopened=one.reopened + 1, revisit_task_id=None,
    )  # fmt: skip
    return one


@action("complaints.lead")
def withdraw(by: Actor, complaint_id: int, words: str, *, at: datetime) -> Complaint:
    """It was none, or it is written down twice: out of the figures, the history stays."""
    one, state = _held(by, complaint_id, "withdraw")
    if one.answer_task_id:
        care.withdraw_task(one.answer_task_id, reason="undone", at=at)
    record(by, one, "withdraw", at, words=said(words), state=state, **_going_on(one, at))
    return one


@action("complaints.work")
def remark(by: Actor, complaint_id: int, words: str, *, at: datetime) -> Complaint:
    """A note for colleagues."""
    one, _state = _held(by, complaint_id, "remark")
    record(by, one, "remark", at, words=said(words))
    return one
