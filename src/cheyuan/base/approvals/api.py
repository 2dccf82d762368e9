"""Approvals over the API: what waits, one of them, the answer."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import In, Out
from cheyuan.base.approvals import actions, queries
from cheyuan.base.approvals.models import Approval
from cheyuan.kernel.clock import now

router = Router()
State = Literal["waiting", "approved", "refused", "withdrawn"]


class ApprovalOut(Out):
    """One question and how it stands."""

    id: int
    store_id: int
    kind: str
    object_kind: str
    object_id: int
    title: str
    amount_fen: int | None
    reason: str
    chain: list[str]
    step: int
    role: str = Field(description="Whose signature is next; empty when nobody's")
    state: State
    asked_by_name: str
    asked_at: datetime
    decided_at: datetime | None


class ApprovalsIn(PageIn):
    """Which questions; oldest number first."""

    state: Literal["", "waiting", "approved", "refused", "withdrawn"] = ""
    for_me: bool = Field(False, description="Only what this person can decide now")


class AnswerIn(In):
    """The answer; a no needs a remark."""

    yes: bool
    remark: Annotated[str, Field(max_length=500)] = ""


@router.get("", response=Page[ApprovalOut], summary="List approvals")
def approvals(request: Any, asked: Query[ApprovalsIn]) -> Any:
    """What this person may see."""
    rows = queries.approvals(request.actor)
    rows = rows.filter(state=asked.state) if asked.state else rows
    return page(rows.filter(queries.for_me(request.actor)) if asked.for_me else rows, asked)


@router.get("/{int:approval_id}", response=ApprovalOut, summary="One approval")
def approval(request: Any, approval_id: int) -> Approval:
    """One question."""
    return queries.approval(request.actor, approval_id)


@router.post("/{int:approval_id}/decide", response=ApprovalOut, summary="Approve or refuse")
@idempotent
def decide(request: Any, approval_id: int, answer: AnswerIn) -> Approval:
    """Sign or refuse."""
    return actions.decide(request.actor, approval_id, yes=answer.yes, remark=answer.remark, at=now())


@router.post("/{int:approval_id}/withdraw", response=ApprovalOut, summary="Take a question back")
@idempotent
def withdraw(request: Any, approval_id: int) -> Approval:
    """Only by whoever asked."""
    return actions.withdraw(request.actor, approval_id, at=now())
