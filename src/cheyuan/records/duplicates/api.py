"""Suggestions, merges and their way back over the API."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.kernel.clock import now
from cheyuan.records.duplicates import actions, queries
from cheyuan.records.duplicates.models import Merge, Pair

router = Router()
Side = Literal["kept", "gone"]
Name = Annotated[str, Field(max_length=30)]


class PairOut(Out):
    """Two files that may be one person."""

    id: int
    store_id: int
    first_id: int
    second_id: int
    reasons: list[str]
    score: int
    state: str
    found_at: datetime
    merge_id: int | None


class PairsIn(PageIn):
    """Which pairs."""

    state: Literal["", "open", "merged", "different"] = "open"


class MergeIn(In):
    """Which file stays, which goes, and from which a field is taken where the usual choice is not meant."""

    kept_id: Id
    gone_id: Id
    choice: Annotated[dict[Name, Side], Field(max_length=30)] = {}


class MergeOut(Out):
    """A merge."""

    id: int
    store_id: int
    kept_id: int
    gone_id: int
    gone_no: str
    at: datetime
    undone_at: datetime | None
    stayed: dict[str, Any] = Field(description="What did not go back: rows, fields; refusals carried over")


@router.get("/pairs", response=Page[PairOut], summary="Possible duplicates", operation_id="duplicates")
def pairs(request: Any, wish: Query[PairsIn]) -> dict[str, Any]:
    """Pairs of files by number of the record."""
    rows = queries.pairs(request.actor)
    return page(rows.filter(state=wish.state) if wish.state else rows, wish, show=lambda one: one)


@router.post("/pairs/{pair_id}/different", response=PairOut, summary="Two people", operation_id="duplicate_different")
@idempotent
def different(request: Any, pair_id: Id) -> Pair:
    """These are two people: never suggested again."""
    return actions.part(request.actor, pair_id, at=now())


@router.post("/merges", response={201: MergeOut}, summary="Merge two files", operation_id="customers_merge")
@idempotent
def merge(request: Any, body: MergeIn) -> tuple[int, Merge]:
    """One file of two; the address of the one that goes leads to the other."""
    return 201, actions.merge(request.actor, body.kept_id, body.gone_id, at=now(), choice=dict(body.choice))


@router.get("/merges/{merge_id}", response=MergeOut, summary="One merge", operation_id="merge")
def one(request: Any, merge_id: Id) -> Merge:
    """A merge."""
    return queries.merge(request.actor, merge_id)


@router.post("/merges/{merge_id}/undo", response=MergeOut, summary="Undo a merge", operation_id="merge_undo")
@idempotent
def undo(request: Any, merge_id: Id) -> Merge:
    """Two files again, within the days of the policy."""
    return actions.undo(request.actor, merge_id, at=now())
