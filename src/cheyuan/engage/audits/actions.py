"""Drawing the sample, judging a call, answering a result, writing a score sheet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import connection

from cheyuan.base.inbox import actions as inbox
from cheyuan.base.journal.actions import note, note_many
from cheyuan.base.policies.queries import value, values
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.audits import cards, queries, telling
from cheyuan.engage.audits.drawing import drawn
from cheyuan.engage.audits.finding import FINDING
from cheyuan.engage.audits.models import Audit, Scorecard
from cheyuan.engage.audits.policies import PREFIX, RULES
from cheyuan.engage.audits.rights import departments_of
from cheyuan.engage.audits.scoring import Criterion, criteria, verdict
from cheyuan.engage.contact import queries as contact
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.dates import add_months
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.kernel.ref import Ref

LONGEST = 2000
LOCK = 0x4155444954  # "AUDIT"
CRITERIA_AT_MOST = 20


@action("audits.draw")
def draw(by: Actor, store_id: int, month: date, *, at: datetime) -> int:
    """Draw what is missing to the shares of the policy for a store's month (any day of it); answers how many.

    The same calls give the same sample, drawn again nothing is added, and two at once draw one sample. A call that can still
    be taken back is left for the next time. Refused("audit_month") for a month that has not begun.
    """
    month = month.replace(day=1)
    if month > day_of(at):
        raise Refused("audit_month", field="month")
    if store_id not in by.store_ids:
        raise Missing("store", store_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK + store_id])
    shares = {key.removeprefix(PREFIX): one for key, one in values(PREFIX, store_id, _last_day(month, at)).items()}
    rows = _missing(by, store_id, month, {rule: shares[rule] for rule in RULES if shares[rule]}, at)
    Audit.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        ids = [row.attempt_id for row in rows]
        note_many(by, "audit.drawn", "attempt", ids, at=at, store_id=store_id, since=month.isoformat())
    return len(rows)


def _last_day(month: date, at: datetime) -> date:
    return min(day_of(at), add_months(month, 1) - timedelta(days=1))


def _missing(by: Actor, store_id: int, month: date, shares: Mapping[str, int], at: datetime) -> list[Audit]:
    """What is to be drawn now, for every rule with a share."""
    final = at - timedelta(minutes=value("contact.undo_minutes", store_id))
    calls = contact.last_calls(by, store_id, month, add_months(month, 1), list(shares), final)
    by_task = {(one.rule, one.task_id): one for one in calls}
    before: dict[str, set[int]] = defaultdict(set)
    for rule, task in Audit.objects.filter(store_id=store_id, month=month).values_list("rule", "task_id"):
        before[rule].add(task)
    found = []
    for rule, share in shares.items():
        tasks = [one.task_id for one in calls if one.rule == rule]
        for task in drawn(month, rule, tasks, share, before[rule]):
            one = by_task[rule, task]
            found.append(
                Audit(
                    store_id=store_id, month=month, rule=rule, task_id=task, attempt_id=one.id, customer_id=one.customer_id,
                    agent_id=one.account_id, agent_name=one.name, called_at=one.at, drawn_at=at, drawn_by_name=by.name,
                )
            )  # fmt: skip
    return found


@action("audits.judge")
def judge(
    by: Actor, audit_id: int, marks: Mapping[str, str], findings: str = "", *, scorecard_id: int, at: datetime
) -> Audit:
    """Judge a call by the score sheet that was shown; who fails gets a finding.

    Refused("audit_own") for one's own call, Conflict("audit_judged") the second time, Conflict("audit_card") when the sheet
    has a newer version by now, Refused("audit_marks" | "audit_findings", field).
    """
    row = queries.audit(by, audit_id, lock=True)
    if row.state != "open":
        raise Conflict("audit_judged")
    if by.account_id is not None and row.agent_id == by.account_id:
        raise Refused("audit_own")
    card = cards.in_force(by, [row.rule], at)[row.rule]
    if card.pk != scorecard_id:
        raise Conflict("audit_card")
    lines = criteria(card.criteria)
    found, words = verdict(lines, card.pass_mark, marks), findings.strip()[:LONGEST]
    if not found.passed and not words:
        raise Refused("audit_findings", field="findings")
    row.state, row.score, row.scorecard = "passed" if found.passed else "failed", found.score, card
    row.marks, row.findings = {line.key: marks[line.key] for line in lines}, words
    row.judged_by_id, row.judged_by_name, row.judged_at = by.account_id, by.name, at
    row.save()
    note(by, "audit.judged", Ref("audit", row.pk), at=at, store_id=row.store_id, value=row.score, outcome=row.state)
    telling.judged(by, row, at)
    return row


@action("audits.judge")
def reopen(by: Actor, audit_id: int, *, at: datetime) -> Audit:
    """Judge again, for instance after an answer: findings and answer stay. Conflict("audit_open") when it is not judged.

    Conflict("audit_finding") for what a visitor said: that is not ours to judge.
    """
    row = queries.audit(by, audit_id, lock=True)
    if row.department:
        raise Conflict("audit_finding")
    if row.state == "open":
        raise Conflict("audit_open")
    note(by, "audit.reopened", Ref("audit", row.pk), at=at, store_id=row.store_id, value=row.score, was=row.state)
    row.state, row.score, row.scorecard, row.judged_at = "open", None, None, None
    row.save()
    telling.past(row, at)
    return row


def may_answer(by: Actor, row: Audit) -> bool:
    """Whose it is to answer: the agent, of a finding also who answers for the department."""
    own = by.account_id is not None and row.agent_id == by.account_id
    return own or (bool(row.department) and row.department in departments_of(by))


@action("audits.view")
def answer(by: Actor, audit_id: int, words: str, *, at: datetime) -> Audit:
    """What the audited agent says to the result, once; of a finding also what the department's manager does about it.

    Conflict("audit_answered"), Refused("audit_words", field).
    """
    row = queries.audit(by, audit_id, lock=True)
    if not may_answer(by, row):
        raise Denied("audits.answer")
    if row.state == "open":
        raise Conflict("audit_open")
    if row.answered_at is not None:
        raise Conflict("audit_answered")
    if not words.strip():
        raise Refused("audit_words", field="words")
    row.answer, row.answered_at, row.answered_by_name = words.strip()[:LONGEST], at, by.name
    row.save(update_fields=["answer", "answered_at", "answered_by_name"])
    inbox.settle(Ref("audit", row.pk), (FINDING,), at=at)
    telling.past(row, at)
    note(by, "audit.answered", Ref("audit", row.pk), at=at, store_id=row.store_id)
    return row


@action("audits.cards")
def save_card(by: Actor, rule: str, lines: Sequence[Criterion], pass_mark: int, *, at: datetime) -> Scorecard:
    """A new version of a rule's score sheet (empty: the general one); the former ones stay as they were.

    Refused("card_lines" | "card_weight" | "card_pass", field).
    """
    if rule and rule not in RULES:
        raise Missing("rule", None)
    kept = [one for one in lines if one.words.strip()][:CRITERIA_AT_MOST]
    if not kept:
        raise Refused("card_lines", field="label")
    if any(not 1 <= one.weight <= 100 for one in kept):
        raise Refused("card_weight", field="weight")
    if not 1 <= pass_mark <= 100:
        raise Refused("card_pass", field="pass_mark")
    cards.in_force(by, [rule], at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK + by.group_id])
    number = max((one.number for one in cards.versions(by, rule)), default=0) + 1
    row = Scorecard.objects.create(
        group_id=by.group_id, rule=rule, number=number, criteria=[asdict(one) for one in kept], pass_mark=pass_mark,
        by_name=by.name, at=at,
    )  # fmt: skip
    note(by, "audit.card", Ref("scorecard", row.pk), at=at, rule=rule, number=number)
    return row
