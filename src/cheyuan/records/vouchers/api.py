"""Vouchers over the API: the list, one of them, giving, redeeming, withdrawing."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Fen, Id, In, Out
from cheyuan.kernel.clock import day_of, now
from cheyuan.records.vouchers import actions, queries
from cheyuan.records.vouchers.models import Voucher

router = Router()
Kind = Literal["amount", "percent", "gift"]
Reason = Literal["manual", "birthday", "recall", "compensation"]
State = Literal["given", "asked", "used", "expired", "withdrawn", "refused"]


class VoucherOut(Out):
    """One voucher; ``worth_fen`` is the amount off, the most that a percentage takes off, or the gift's worth."""

    id: int
    store_id: int
    customer_id: int
    kind: Kind
    title: str
    worth_fen: int
    percent: int | None
    reason: Reason
    everywhere: bool = Field(description="Valid in every store of the group")
    valid_from: date
    valid_until: date
    state: State
    given_at: datetime
    by_name: str
    used_at: datetime | None
    used_for: str = Field(description="Number of the repair order")
    used_by_name: str


class GivenOut(VoucherOut):
    """The same for whoever gave it, with its code; empty while it waits for a signature."""

    code: str


class TakenOut(Out):
    """What the desk sees; the customer only when on file in one of its own stores."""

    id: int
    code: str
    kind: Kind
    title: str
    worth_fen: int
    percent: int | None
    state: State
    valid_from: date
    valid_until: date
    store_id: int
    customer_id: int | None
    used_at: datetime | None
    used_for: str
    used_by_name: str


class VouchersIn(PageIn):
    """Which vouchers; oldest first."""

    state: Literal["", State] = ""
    customer_id: Id | None = None


class VoucherIn(In):
    """A new voucher."""

    customer_id: Id
    kind: Kind
    title: Annotated[str, Field(min_length=1, max_length=60)]
    worth_fen: Annotated[Fen, Field(ge=1, le=10_000_000)]
    valid_until: date
    valid_from: date | None = Field(None, description="Today when left out")
    percent: int | None = Field(None, ge=1, le=100)
    reason: Reason = "manual"
    words: Annotated[str, Field(max_length=300)] = ""
    everywhere: bool = False


class RedeemIn(In):
    """The code as typed or scanned, and the number of the repair order."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    order: Annotated[str, Field(min_length=1, max_length=40)]


class CodeIn(In):
    """A code as typed or scanned."""

    code: Annotated[str, Field(min_length=1, max_length=40)]


@router.get("", response=Page[VoucherOut], summary="List vouchers", operation_id="vouchers")
def vouchers(request: Any, asked: Query[VouchersIn]) -> Any:
    """Without their codes."""
    rows = queries.vouchers(request.actor)
    rows = rows.filter(state=asked.state) if asked.state else rows
    return page(rows.filter(customer_id=asked.customer_id) if asked.customer_id else rows, asked)


@router.get("/{int:voucher_id}", response=VoucherOut, summary="One voucher", operation_id="voucher")
def voucher(request: Any, voucher_id: int) -> Voucher:
    """Without its code."""
    return queries.voucher(request.actor, voucher_id)


@router.post("", response={201: GivenOut}, summary="Give a voucher", operation_id="voucher_give")
@idempotent
def give(request: Any, given: VoucherIn) -> Any:
    """Within one's limit it is valid at once, else it waits for a signature."""
    known = given.model_dump()
    customer = known.pop("customer_id")
    known["valid_from"] = known["valid_from"] or day_of(now())
    made = actions.give(request.actor, customer, actions.Terms(**known), at=now())
    if made.state == "asked":
        made.code = ""
    return 201, made


@router.post("/look", response=TakenOut, summary="Look a code up", operation_id="voucher_look")
def look(request: Any, given: CodeIn) -> Any:
    """What the desk sees before it redeems."""
    return actions.look(request.actor, given.code)


@router.post("/redeem", response=TakenOut, summary="Redeem a voucher", operation_id="voucher_redeem")
@idempotent
def redeem(request: Any, given: RedeemIn) -> Any:
    """Exactly once."""
    return actions.use(request.actor, given.code, given.order, at=now())


@router.post(
    "/{int:voucher_id}/unredeem",
    response=TakenOut,
    summary="Take one's redeeming back",
    operation_id="voucher_unredeem",
)
@idempotent
def unredeem(request: Any, voucher_id: int) -> Any:
    """Within the minutes of the policy."""
    return actions.unuse(request.actor, voucher_id, at=now())


@router.post(
    "/{int:voucher_id}/withdraw", response=VoucherOut, summary="Withdraw a voucher", operation_id="voucher_withdraw"
)
@idempotent
def withdraw(request: Any, voucher_id: int) -> Voucher:
    """It cannot be redeemed any more."""
    return actions.withdraw(request.actor, voucher_id, at=now())


@router.post(
    "/{int:voucher_id}/restore", response=VoucherOut, summary="Take a withdrawal back", operation_id="voucher_restore"
)
@idempotent
def restore(request: Any, voucher_id: int) -> Voucher:
    """Within the minutes of the policy."""
    return actions.restore(request.actor, voucher_id, at=now())
