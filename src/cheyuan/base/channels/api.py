"""Messages over the API: what leaves and why, and what people said about being written to."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.base.channels import actions, queries
from cheyuan.base.channels.addresses import masked
from cheyuan.base.channels.models import Message
from cheyuan.base.channels.rights import WORD
from cheyuan.kernel import phone
from cheyuan.kernel.clock import now

router = Router()
State = Literal[
    "", "held", "due", "claimed", "sent", "delivered", "unknown", "failed", "dropped", "merged", "refused", "withdrawn"
]
Channel = Literal["any", "call", "sms", "wechat", "email", "letter", "push"]
Purpose = Literal["any", "service", "marketing", "recall", "survey"]


class MessagesIn(PageIn):
    """Which messages; newest first."""

    state: State = ""
    customer_id: Id | None = None


class MessageOut(Out):
    """One message; its address is masked, its words stay inside."""

    id: int
    store_id: int
    customer_id: int
    task_id: int | None
    channel: str
    purpose: str
    address: str
    state: str
    reason: str = Field(description="Why it exists")
    chosen: str = Field(description="Why this channel")
    timed: str = Field(description="Why then")
    code: str = Field(description="Why it does not leave, or what the provider said")
    not_before: datetime | None
    due_at: datetime | None
    sent_at: datetime | None
    delivered_at: datetime | None
    parts: int
    cost_fen: int
    provider: str
    created_at: datetime


class WordIn(In):
    """What a person said about being written to."""

    address: Annotated[str, Field(min_length=3, max_length=120, description="Phone or email")]
    channel: Channel = "any"
    purpose: Purpose = "any"
    source: Annotated[str, Field(min_length=1, max_length=60, description="How they said it")]


def shown(one: Message) -> dict[str, Any]:
    """A message as the API gives it out."""
    plain = {name: getattr(one, name) for name in MessageOut.model_fields if name not in ("id", "address")}
    return {**plain, "id": one.pk, "address": masked(str(one.address))}


def _address(typed: str) -> str:
    return typed.strip() if "@" in typed else phone.clean(typed)


@router.get("", response=Page[MessageOut], summary="Messages", operation_id="messages")
def messages(request: Any, wish: Query[MessagesIn]) -> dict[str, Any]:
    """The messages of the actor's stores, newest first."""
    named = {"state": wish.state, "customer_id": wish.customer_id}
    rows = queries.listed(request.actor).filter(**{name: value for name, value in named.items() if value})
    return page(rows, wish, order=("-id",), show=shown)


@router.post("/refusals", response={204: None}, summary="Record a refusal", operation_id="refusal_record")
@idempotent
def refusal(request: Any, body: WordIn) -> tuple[int, None]:
    """Final at once, for the whole group; what waits is stopped."""
    request.actor.require(WORD.name)
    told = {**body.model_dump(), "address": _address(body.address)}
    actions.refuse(request.actor, **told, at=now())
    return 204, None


@router.post("/agreements", response={204: None}, summary="End a refusal", operation_id="refusal_end")
@idempotent
def agreement(request: Any, body: WordIn) -> tuple[int, None]:
    """Only by the person's own word; ``source`` says how it was given."""
    request.actor.require(WORD.name)
    told = {**body.model_dump(), "address": _address(body.address)}
    actions.agree(request.actor, **told, at=now())
    return 204, None


@router.get("/{message_id}", response=MessageOut, summary="One message", operation_id="message")
def message(request: Any, message_id: Id) -> dict[str, Any]:
    """Its state and reasons."""
    return shown(queries.message(request.actor, message_id))


@router.post(
    "/{message_id}/withdraw", response=MessageOut, summary="Take a message back", operation_id="message_withdraw"
)
@idempotent
def withdraw(request: Any, message_id: Id) -> dict[str, Any]:
    """Before it leaves."""
    actions.take_back(request.actor, message_id, at=now())
    return shown(actions.state_of(request.actor, message_id))


@router.post(
    "/{message_id}/replay", response=MessageOut, summary="Send a failed one anew", operation_id="message_replay"
)
@idempotent
def replay(request: Any, message_id: Id) -> dict[str, Any]:
    """A message that surely failed waits again."""
    actions.replay(request.actor, message_id, at=now())
    return shown(actions.state_of(request.actor, message_id))
