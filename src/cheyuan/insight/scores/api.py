"""Scores over the API: read them with their reasons, note a sign."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.insight.scores import actions, queries
from cheyuan.insight.scores.models import Sign, Value
from cheyuan.kernel.clock import day_of, now

router = Router()
SignKind = Literal["valuation", "looked", "family"]


class TradeInOut(Out):
    """The trade-in score of a car; `reasons` are codes with points and figures, the weightiest first."""

    id: int
    store_id: int
    vehicle_id: int
    customer_id: int | None
    score: int
    candidate: bool
    worth_fen: int | None
    reasons: list[dict[str, Any]]
    as_of: date


class TradeInsIn(PageIn):
    """Which cars; oldest number first."""

    candidate: bool | None = Field(None, description="Only candidates, or only the others")
    least: Annotated[int, Field(ge=0, le=100)] = 0


class CustomerValueOut(Out):
    """What a customer is and will be worth; `alive` is null where plain rules stand for the model."""

    customer_id: int
    store_id: int
    past_fen: int = Field(description="Workshop bills of the last 12 months")
    year_fen: int = Field(description="Expected in the next 12 months")
    life_fen: int = Field(description="Expected in the years to come, discounted")
    alive: float | None
    visits: float = Field(description="Expected in the next 12 months")
    churn: int = Field(description="Chance to leave, percent")
    next_from: date | None
    next_on: date | None
    next_until: date | None
    reasons: list[dict[str, Any]]
    as_of: date


class SignIn(In):
    """Something that speaks for a new car; of one car when `vehicle_id` is given."""

    customer_id: Id
    kind: SignKind
    seen_on: date | None = None
    vehicle_id: Id | None = None
    note: Annotated[str, Field(max_length=200)] = ""


class SignOut(Out):
    """One sign."""

    id: int
    store_id: int
    customer_id: int
    vehicle_id: int | None
    kind: SignKind
    seen_on: date
    note: str
    by_name: str
    at: datetime


@router.get("/trade-in", response=Page[TradeInOut], summary="Trade-in scores", operation_id="trade_in_scores")
def trade_ins(request: Any, asked: Query[TradeInsIn]) -> Any:
    """What this person may see."""
    rows = queries.trade_ins(request.actor).filter(score__gte=asked.least)
    return page(rows if asked.candidate is None else rows.filter(candidate=asked.candidate), asked)


@router.get(
    "/values/{int:customer_id}", response=CustomerValueOut, summary="Value of a customer", operation_id="customer_value"
)
def value(request: Any, customer_id: int) -> Value:
    """As the newest night reckoned it."""
    return queries.value_of(request.actor, customer_id)


@router.get("/signs", response=Page[SignOut], summary="Signs of interest", operation_id="score_signs")
def signs(request: Any, asked: Query[PageIn]) -> Any:
    """Signs that stand; oldest number first."""
    return page(queries.signs(request.actor), asked)


@router.post("/signs", response=SignOut, summary="Note a sign of interest", operation_id="score_sign_note")
@idempotent
def note_sign(request: Any, given: SignIn) -> Sign:
    """It counts from the next reckoning on."""
    at = now()
    return actions.note_sign(
        request.actor, given.customer_id, given.kind, seen_on=given.seen_on or day_of(at), at=at,
        vehicle_id=given.vehicle_id, words=given.note, source="api",
    )  # fmt: skip
