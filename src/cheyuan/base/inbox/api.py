"""Notices over the API: what one was told, reading and ticking off, the daily digests."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Out
from cheyuan.base.inbox import actions, kinds, listing, queries
from cheyuan.base.inbox.models import Notice
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

router = Router()


class NoticeOut(Out):
    """One notice to the person of the token."""

    id: int
    store_id: int
    kind: str
    sentence: str
    object_kind: str
    object_id: int | None
    at: datetime
    state: Literal["new", "read", "done"]
    address: str = Field(description="The page of the product to which it leads")


class NoticesIn(PageIn):
    """Which notices; newest number last."""

    state: Literal["", "new", "open", "done"] = ""


class ChangedOut(Out):
    """The numbers of the notices that changed."""

    ids: list[int]


class DigestOut(Out):
    """One day's summary: headings with their lines."""

    id: int
    day: date
    made_at: datetime
    items: list[dict[str, Any]]
    mail: str


def _shown(row: Notice) -> dict[str, Any]:
    return {
        "id": row.pk, "store_id": row.store_id, "kind": row.kind, "sentence": listing.said(row),
        "object_kind": row.object_kind, "object_id": row.object_id, "at": row.at, "state": listing.state_of(row),
        "address": kinds.address(row.kind, row.object_kind, row.object_id, row.facts),
    }  # fmt: skip


def _now(by: Actor, notice_id: int) -> dict[str, Any]:
    with scope(by):
        return _shown(queries.notice(by, notice_id))


@router.get("", response=Page[NoticeOut], summary="List one's own notices")
def notices(request: Any, asked: Query[NoticesIn]) -> Any:
    """Only of records that the person may still see."""
    rows = queries.notices(request.actor)
    if asked.state == "new":
        rows = rows.filter(queries.is_new(True))
    elif asked.state:
        rows = rows.filter(done_at__isnull=asked.state == "open")
    return page(rows, asked, show=_shown)


@router.post("/read-all", response=ChangedOut, summary="Mark all notices read")
@idempotent
def read_all(request: Any) -> dict[str, list[int]]:
    """Answers which were new."""
    return {"ids": actions.read_all(request.actor, at=now())}


@router.get("/digests", response=list[DigestOut], summary="One's own daily digests")
def digests(request: Any) -> Any:
    """The last thirty days, newest first."""
    return list(queries.digests(request.actor)[:30])


@router.post("/{int:notice_id}/read", response=NoticeOut, summary="Mark a notice read")
@idempotent
def read(request: Any, notice_id: int) -> dict[str, Any]:
    """It is no longer new."""
    actions.read(request.actor, [notice_id], at=now())
    return _now(request.actor, notice_id)


@router.post("/{int:notice_id}/done", response=NoticeOut, summary="Mark a notice done")
@idempotent
def done(request: Any, notice_id: int) -> dict[str, Any]:
    """It is dealt with."""
    actions.done(request.actor, [notice_id], at=now())
    return _now(request.actor, notice_id)


@router.post("/{int:notice_id}/reopen", response=NoticeOut, summary="Take a notice's done back")
@idempotent
def reopen(request: Any, notice_id: int) -> dict[str, Any]:
    """It waits again."""
    actions.reopen(request.actor, [notice_id])
    return _now(request.actor, notice_id)
