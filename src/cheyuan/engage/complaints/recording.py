"""Writing a step: the conditional change, the row of the history, the clocks, timeline and audit. Inside an action."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.journal.events import tell
from cheyuan.engage.complaints.clocks import reckon
from cheyuan.engage.complaints.events import Settled
from cheyuan.engage.complaints.models import Complaint, Step
from cheyuan.engage.complaints.moves import CLOSED, REVISITED, SOLVED, TOLD, WITHDRAWN
from cheyuan.engage.complaints.words import VERBS
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.ref import Ref

KEPT = (
    "state", "department", "kind", "severity", "assignee_id", "opened_at", "answered_at", "solved_at", "told_at", "revisit_on",
    "revisited_at", "closed_at", "satisfaction", "reopened", "waits", "pauses", "solution", "revisit_task_id",
)  # fmt: skip
DAYS = ("revisit_on",)
QUIET = (SOLVED, TOLD, REVISITED, CLOSED, WITHDRAWN)
LONGEST, EXCERPT = 2000, 120


def ref(one: Complaint) -> Ref:
    """How other rooms name it."""
    return Ref("complaint", one.pk)


def kept(one: Complaint) -> dict[str, Any]:
    """The complaint's values as a step finds them."""
    return {name: _plain(getattr(one, name)) for name in KEPT}


def restored(before: Mapping[str, Any]) -> dict[str, Any]:
    """The values again."""
    return {name: _value(name, value) for name, value in before.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, value: Any) -> Any:
    if isinstance(value, str) and name in DAYS:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if isinstance(value, str) and name.endswith("_at") else value


def said(words: str) -> str:
    """Words that a step needs; Refused("complaint_words") without any."""
    words = words.strip()
    if not words:
        raise Refused("complaint_words", field="words")
    return words[:LONGEST]


def change(one: Complaint, at: datetime, **changes: Any) -> None:
    """Change by a conditional UPDATE: whoever comes second is told so. Conflict("complaint_changed")."""
    rows = Complaint.objects.filter(pk=one.pk, state=one.state)
    if not rows.update(**changes, updated_at=at):
        raise Conflict("complaint_changed", id=one.pk)
    for name, value in changes.items():
        setattr(one, name, value)


def record(
    by: Actor, one: Complaint, step: str, at: datetime, *, words: str = "", facts: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Step:  # fmt: skip
    """One step: what it changes, its row, the clocks, a line for colleagues, the audit."""
    before, was = kept(one), one.state
    change(one, at, **changes)
    row = history(by, one, step, at, was=was, words=words, facts=facts, before=before)
    reckon(one)
    if one.state != was and one.state in QUIET:
        tell(Settled(one.store_id, one.pk, one.state))
    line(by, one, step, at, words=words, facts=facts)
    note(by, f"complaint.{step}", ref(one), at=at, store_id=one.store_id, number=one.number)
    return row


def history(
    by: Actor, one: Complaint, step: str, at: datetime, *, was: str, words: str = "",
    facts: Mapping[str, Any] | None = None, before: Mapping[str, Any] | None = None,
) -> Step:  # fmt: skip
    """One row of the history."""
    row = Step(
        store_id=one.store_id, complaint=one, step=step, was=was, now=one.state, note=words, facts=dict(facts or {}),
        before=dict(before or {}), by_id=by.account_id, by_name=by.name, at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def line(by: Actor, one: Complaint, step: str, at: datetime, *, words: str = "", facts: Any = None) -> None:
    """A line on the page of the customer and the car, for the steps that matter to them."""
    verb = f"complaint.{step}"
    if verb not in VERBS or not (one.customer_id or one.vehicle_id):
        return
    known = {"number": one.number, "channel": one.channel, "words": words[:EXCERPT] or "—", **dict(facts or {})}
    timeline(
        by, verb, at=at, topic="complaint", customer_id=one.customer_id, vehicle_id=one.vehicle_id, ref=ref(one),
        store_id=one.store_id, **known,
    )  # fmt: skip
