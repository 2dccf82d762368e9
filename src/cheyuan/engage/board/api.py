"""The board over the API: today's figures, the proposal of an even load, doing it and taking it back."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.engage.board import actions, queries
from cheyuan.kernel.clock import now

router = Router()


class BoardRuleOut(Out):
    """One rule today."""

    rule: str
    due: int
    tried: int
    reached: int
    booked: int
    open: int
    late: int = Field(description="Open past the deadline")


class PersonOut(Out):
    """One colleague today."""

    id: int
    name: str
    away: bool
    load: int = Field(description="Open tasks that are offered")
    attempts: int
    reached: int
    booked: int
    late: int
    oldest: datetime | None = Field(description="The oldest deadline that passed")


class BoardOut(Out):
    """Today."""

    rules: list[BoardRuleOut]
    people: list[PersonOut]
    free: int = Field(description="Open tasks that nobody has")


class GiftOut(Out):
    """Who gives how many to whom; without giver: what nobody has."""

    giver_id: int | None
    taker_id: int
    count: int


class BalanceProposalOut(Out):
    """What an even load would take; ``mark`` stands for exactly this proposal."""

    mark: str
    gifts: list[GiftOut]


class EvenIn(In):
    """The proposal that is agreed to."""

    mark: Annotated[str, Field(max_length=16)]


class BalanceOut(Out):
    """What was moved."""

    id: int
    count: int
    at: datetime
    by_name: str


class BackOut(Out):
    """How many came back."""

    count: int


@router.get("", response=BoardOut, summary="Today's board", operation_id="board")
def board(request: Any) -> Any:
    """Coverage by rule and the load of each colleague."""
    return queries.board(request.actor, now())


@router.get(
    "/balance", response=BalanceProposalOut, summary="What an even load would take", operation_id="board_proposal"
)
def proposal(request: Any) -> Any:
    """Nothing is changed."""
    by = request.actor
    return queries.proposal(by.within(by.store_id or by.store_ids[0]), now())


@router.post("/balance", response={201: BalanceOut}, summary="Even out the load", operation_id="board_even_out")
@idempotent
def even_out(request: Any, given: EvenIn) -> Any:
    """As proposed; 409 when the work has moved on meanwhile."""
    return 201, actions.even_out(request.actor, mark=given.mark, at=now())


@router.post("/balances/{int:balance_id}/undo", response=BackOut, summary="Take an evening out back",
             operation_id="board_undo")  # fmt: skip
@idempotent
def undo(request: Any, balance_id: Id) -> dict[str, int]:
    """What nobody has touched since goes back."""
    return {"count": actions.undo(request.actor, balance_id, at=now())}
