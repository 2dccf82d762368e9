"""Audits over the API: the list, one of them, drawing, judging, answering, figures, score sheets."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.engage.audits import actions, cards, queries
from cheyuan.engage.audits.models import Audit
from cheyuan.kernel.clock import now

router = Router()
Month = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31), description="Any day of the month")]
Mark = Literal["yes", "partly", "no", "na"]


class AuditOut(Out):
    """One audit."""

    id: int
    store_id: int
    month: date
    rule: str
    task_id: int
    attempt_id: int
    agent_id: int
    agent_name: str
    called_at: datetime
    state: Literal["open", "passed", "failed"]
    scorecard_id: int | None
    marks: dict[str, str]
    score: int | None = Field(description="Percent")
    findings: str
    judged_by_name: str
    judged_at: datetime | None
    answer: str
    answered_by_name: str
    answered_at: datetime | None
    department: str = Field(description="Of a finding about a reception: which department received; else empty")


class AuditsIn(PageIn):
    """Which audits; oldest number first."""

    state: Literal["", "open", "passed", "failed"] = ""
    month: Month | None = None


class DrawIn(In):
    """Of which store and month."""

    store_id: Id
    month: Month


class DrawnOut(Out):
    """How many were added."""

    count: int


class JudgeIn(In):
    """A mark for every line of the score sheet."""

    scorecard_id: Id
    marks: Annotated[dict[Annotated[str, Field(max_length=20)], Mark], Field(max_length=20)]
    findings: Annotated[str, Field(max_length=2000)] = ""


class AuditAnswerIn(In):
    """What the audited colleague says."""

    words: Annotated[str, Field(min_length=1, max_length=2000)]


class AuditFiguresIn(In):
    """Which month."""

    month: Month


class FigureOut(Out):
    """One agent's month."""

    agent_id: int
    name: str
    drawn: int
    judged: int
    passed: int
    failed: int
    answered: int
    score: float | None = Field(description="Mean of the judged ones, percent")


class LineOut(Out):
    """One line of a score sheet."""

    key: str
    label: str
    weight: int
    must: bool


class CardOut(Out):
    """A version of a score sheet; an empty rule is the general one."""

    id: int
    rule: str
    number: int
    pass_mark: int
    criteria: list[LineOut]


@router.get("", response=Page[AuditOut], summary="Audits", operation_id="audits")
def audits(request: Any, asked: Query[AuditsIn]) -> Any:
    """What this person may see."""
    rows = queries.audits(request.actor)
    rows = rows.filter(state=asked.state) if asked.state else rows
    return page(rows.filter(month=asked.month.replace(day=1)) if asked.month else rows, asked)


@router.get("/figures", response=list[FigureOut], summary="Audits of a month by agent", operation_id="audit_figures")
def figures(request: Any, asked: Query[AuditFiguresIn]) -> Any:
    """Only one's own without the right to all."""
    return queries.figures(request.actor, asked.month.replace(day=1))


@router.get("/cards/{rule}", response=CardOut, summary="The score sheet in force", operation_id="audit_card")
def card(request: Any, rule: Annotated[str, Field(max_length=8)]) -> Any:
    """For a rule: its own sheet, else the general one."""
    request.actor.require("audits.all")
    return cards.in_force(request.actor, [rule], now())[rule]


@router.get("/{int:audit_id}", response=AuditOut, summary="An audit", operation_id="audit")
def audit(request: Any, audit_id: int) -> Audit:
    """One audit."""
    return queries.audit(request.actor, audit_id)


@router.post("/draw", response=DrawnOut, summary="Draw the sample of a month", operation_id="audits_draw")
@idempotent
def draw(request: Any, given: DrawIn) -> dict[str, int]:
    """What is missing to the shares of the policy."""
    return {"count": actions.draw(request.actor, given.store_id, given.month, at=now())}


@router.post("/{int:audit_id}/judge", response=AuditOut, summary="Judge a call", operation_id="audit_judge")
@idempotent
def judge(request: Any, audit_id: int, given: JudgeIn) -> Audit:
    """By the score sheet in force."""
    return actions.judge(
        request.actor, audit_id, given.marks, given.findings, scorecard_id=given.scorecard_id, at=now()
    )


@router.post("/{int:audit_id}/again", response=AuditOut, summary="Judge again", operation_id="audit_again")
@idempotent
def again(request: Any, audit_id: int) -> Audit:
    """Open it once more."""
    return actions.reopen(request.actor, audit_id, at=now())


@router.post("/{int:audit_id}/answer", response=AuditOut, summary="Answer a result", operation_id="audit_answer")
@idempotent
def answer(request: Any, audit_id: int, given: AuditAnswerIn) -> Audit:
    """Once, by who was audited."""
    return actions.answer(request.actor, audit_id, given.words, at=now())
