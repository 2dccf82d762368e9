"""Comments over the API."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import In, Out
from cheyuan.base.comments import actions, queries
from cheyuan.base.comments.models import Comment
from cheyuan.base.inbox import records
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.ref import Ref

router = Router()
Words = Annotated[str, Field(min_length=1, max_length=actions.LONGEST)]


class CommentOut(Out):
    """One comment; without words when it was taken back."""

    id: int
    object_kind: str
    object_id: int
    text: str
    mentions: list[int] = Field(description="Accounts of the colleagues that it names")
    by_name: str
    at: datetime
    edited_at: datetime | None
    withdrawn_at: datetime | None
    files: int


class CommentsIn(PageIn):
    """Comments on which record; oldest first."""

    kind: str = Field(max_length=40, description="customer, vehicle, task, complaint, approval …")
    number: int = Field(ge=1, le=2**62, description="Its number")


class CommentIn(In):
    """A comment on a record."""

    kind: Annotated[str, Field(max_length=40)]
    number: Annotated[int, Field(ge=1, le=2**62)]
    text: Words


class EditIn(In):
    """Better words."""

    text: Words


def _shown(one: Comment) -> dict[str, Any]:
    gone = one.withdrawn_at is not None
    return {
        "id": one.pk, "object_kind": one.object_kind, "object_id": one.object_id, "text": "" if gone else one.text,
        "mentions": [] if gone else [id for id, *_words in one.mentions], "by_name": one.by_name, "at": one.at,
        "edited_at": one.edited_at, "withdrawn_at": one.withdrawn_at, "files": 0 if gone else len(one.attachments.all()),
    }  # fmt: skip


@router.get("", response=Page[CommentOut], summary="List the comments on a record")
def comments(request: Any, asked: Query[CommentsIn]) -> Any:
    """Only on records that exist for the person."""
    by = request.actor
    records.find(by, asked.kind, asked.number)
    rows = queries.comments(by).filter(object_kind=asked.kind, object_id=asked.number)
    return page(rows.prefetch_related("attachments"), asked, show=_shown)


@router.post("", response={201: CommentOut}, summary="Write a comment")
@idempotent
def add(request: Any, body: CommentIn) -> tuple[int, dict[str, Any]]:
    """“@” and a login or name mentions a colleague, who is told."""
    return 201, _told(request, actions.add(request.actor, Ref(body.kind, body.number), body.text, at=now()))


@router.patch("/{int:comment_id}", response=CommentOut, summary="Change one's comment")
@idempotent
def edit(request: Any, comment_id: int, body: EditIn) -> dict[str, Any]:
    """While the policy's minutes last."""
    return _told(request, actions.edit(request.actor, comment_id, body.text, at=now()))


@router.post("/{int:comment_id}/withdraw", response=CommentOut, summary="Take a comment back")
@idempotent
def withdraw(request: Any, comment_id: int) -> dict[str, Any]:
    """Its trace stays."""
    return _told(request, actions.withdraw(request.actor, comment_id, at=now()))


def _told(request: Any, one: Comment) -> dict[str, Any]:
    with scope(request.actor):
        return _shown(one)
