"""A complaint as a conversation: what the customer said, what we did and said, what is still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cheyuan.base.accounts.roles import LABELS as ROLES
from cheyuan.base.approvals.models import Approval
from cheyuan.base.approvals.queries import may_see
from cheyuan.base.approvals.words import MARKS, STATES
from cheyuan.base.ui import human
from cheyuan.engage.complaints import words
from cheyuan.engage.complaints.clocks import pauses_of
from cheyuan.engage.complaints.hours import week_of
from cheyuan.engage.complaints.models import Clock, Complaint, Step
from cheyuan.engage.complaints.moves import CLOSED, ORDER, WITHDRAWN
from cheyuan.engage.complaints.ticking import spent
from cheyuan.kernel import money, ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of

OF_CUSTOMER = ("receive", "reopen")
HOUSE = ("complaints", "system", "jobs", "schedule")
"""Names under which the house itself takes a step."""
ICONS = {
    "receive": "chat", "reopen": "chat", "answer": "phone", "tell": "phone", "revisit": "phone", "wait": "clock",
    "escalate": "up", "assign": "person", "solve": "check", "close": "check", "undo": "undo", "compensate": "gift",
    "granted": "gift", "denied": "gift",
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One entry of the conversation. ``side``: them (the customer's words), us, or none (what happened in the house)."""

    at: datetime
    who: str
    what: str
    words: str
    side: str
    icon: str
    more: str = ""
    gone: bool = False


def conversation(rows: Iterable[Step]) -> list[Said]:
    """All of it, oldest first; what was taken back stays, marked so."""
    rows = list(rows)
    gone = {row.facts.get("of") for row in rows if row.step == "undo"}
    return [_said(row, row.pk in gone) for row in rows]


def _said(row: Step, gone: bool) -> Said:
    side = "them" if row.step in OF_CUSTOMER else "us" if row.note and row.step != "remark" else ""
    what = str(words.DONE.get(row.step, row.step))
    return Said(row.at, who(row), what, row.note, side, ICONS.get(row.step, "dot"), _more(row), gone)


def who(row: Step) -> str:
    """Who made a step; what the house did by itself, in its own name."""
    return _("Cheyuan") if row.by_id is None and row.by_name in HOUSE else row.by_name


def _more(row: Step) -> str:
    """The figures of a step in words."""
    facts = row.facts
    if row.step == "receive":
        return str(words.CHANNELS.get(facts.get("channel", ""), ""))
    if row.step == "classify":
        known = ((words.DEPARTMENTS, "department"), (words.KINDS, "kind"), (words.SEVERITIES, "severity"))
        return _(", ").join(str(of.get(facts.get(name, ""), "")) for of, name in known)
    if row.step == "assign":
        return str(facts.get("name", ""))
    if row.step == "revisit":
        return str(words.SATISFACTION.get(facts.get("satisfaction", ""), ""))
    if row.step == "undo":
        return str(words.DONE.get(facts.get("step", ""), ""))
    if row.step in ("compensate", "granted", "denied"):
        return money.show(facts.get("amount", 0))
    if row.step == "escalate":
        return _("%(clock)s %(level)s: %(role)s") % {
            "clock": words.CLOCKS.get(facts.get("clock", ""), ""), "level": words.LEVELS.get(facts.get("level", 0), ""),
            "role": role_of(facts.get("role", "")),
        }  # fmt: skip
    return ""


def role_of(role: str) -> str:
    """A role in words; the team lead is none of the roles."""
    return _("Team lead") if role == "team_lead" else str(ROLES.get(role, role))


@dataclass(frozen=True)
class Bar:
    """One clock as a bar: ``share`` of its limit used (0–100), ``mark`` and ``words`` for what that means."""

    label: object
    share: float
    mark: str
    words: str
    due_at: datetime | None
    limit: str


def bars(one: Complaint, rows: Iterable[Clock], at: datetime) -> list[Bar]:
    """The clocks of the round that runs, reckoned at this moment."""
    week = week_of(one.store_id, day_of(one.received_at))
    pauses = pauses_of(one)
    found = []
    for row in rows:
        if row.round != one.reopened and row.name != "answer":
            continue
        used = spent(week, row.started_at, row.stopped_at or at, pauses)
        share = min(100.0, 100 * used.total_seconds() / (row.minutes * 60))
        found.append(_bar(one, row, share, int(used.total_seconds() // 60), at))
    return found


def _bar(one: Complaint, row: Clock, share: float, used: int, at: datetime) -> Bar:
    label, limit = words.CLOCKS[row.name], human.span(row.minutes)
    if row.stopped_at:
        said = _("done in %(time)s") % {"time": human.span(used)}
        return Bar(label, share, "well" if row.kept else "over", said, None, limit)
    if one.waits and row.due_at is None:
        return Bar(label, share, "wait", _("stands still"), None, limit)
    late = row.due_at is not None and row.due_at < at
    warned = row.warn_at is not None and row.warn_at < at
    left = _("late by %(time)s") if late else _("%(time)s left")
    minutes = used - row.minutes if late else max(0, row.minutes - used)
    return Bar(
        label,
        share,
        "over" if late else "now" if warned else "",
        left % {"time": human.span(minutes)},
        row.due_at,
        limit,
    )


def money_of(by: Actor, asked: Iterable[Approval]) -> list[dict[str, Any]]:
    """Compensations asked for, newest first: how much, how it stands, who signs next."""
    return [
        {
            "one": row, "amount": money.show(row.amount_fen or 0), "state": STATES[row.state], "mark": MARKS[row.state],
            "role": role_of(row.role) if row.role else "", "may_see": may_see(by, row),
        }
        for row in asked
    ]  # fmt: skip


def stations(one: Complaint) -> list[dict[str, Any]]:
    """The states in order: what is behind, where it stands."""
    if one.state == WITHDRAWN:
        return []
    here = ORDER.index(one.state)
    return [
        {"label": words.STATES[name], "done": place < here or one.state == CLOSED, "now": place == here}
        for place, name in enumerate(ORDER)
    ]


def cause(by: Actor, one: Complaint) -> tuple[object, str] | None:
    """What opened it, with its page, when a room knows it and the actor may go there: an answer to a survey, a task."""
    name, _colon, number = one.origin.partition(":")
    kind = ref.kinds().get(name)
    if kind is None or not number.isdecimal() or not kind.open_to(by):
        return None
    return kind.label, kind.address(int(number))
