"""Segments over the API: what they say, who belongs, making and changing them."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.base.tenancy.scope import reading
from cheyuan.insight.segments import actions, queries, tree
from cheyuan.insight.segments.queries import Found
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

router = Router()
Aim = Literal["life", "value", "need", "risk", "free"]
Subject = Literal["customer", "vehicle"]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class SegmentOut(Out):
    """One segment; ``tree`` with the numbers of the store that one works in. ``members`` as of the newest counting."""

    code: str
    name: str
    aim: Aim
    subject: Subject
    tree: dict[str, Any]
    shipped: bool
    number: int = Field(description="Version; 0 for those that the product brings along")
    for_store: int | None = Field(description="Empty: the whole group")
    archived: bool
    members: int
    customers: int


class SegmentMemberOut(Out):
    """One membership; ``subject_id`` is the customer's or the car's number."""

    id: int
    store_id: int
    segment: str
    subject_kind: Subject
    subject_id: int
    customer_id: int
    entered_on: date
    left_on: date | None


class SegmentMembersIn(PageIn):
    """Which; oldest first."""

    present: bool = Field(True, description="Only those who belong now")
    customer_id: Id | None = None


class SegmentIn(In):
    """A new segment."""

    name: Name
    subject: Subject = "customer"
    aim: Aim = "free"
    tree: dict[str, Any]
    whole_group: bool = False


class SegmentChangeIn(In):
    """A new version; what is left out stays."""

    name: Name | None = None
    aim: Aim | None = None
    tree: dict[str, Any] | None = None


def _out(by: Actor, one: Found, sizes: Any) -> dict[str, Any]:
    size = sizes.get(one.code)
    return {
        "code": one.code, "name": one.name, "aim": one.aim, "subject": one.subject, "shipped": one.shipped,
        "tree": tree.plain(queries.resolved_tree(one, by.store_id)), "number": one.number, "for_store": one.for_store,
        "archived": one.archived_at is not None, "members": size.members if size else 0,
        "customers": size.customers if size else 0,
    }  # fmt: skip


def _one(by: Actor, code: str) -> dict[str, Any]:
    with reading(by):
        return _out(by, queries.one(by, code), queries.sizes(by))


@router.get("", response=list[SegmentOut], summary="List segments", operation_id="segments")
def segments(request: Any) -> Any:
    """Those in use; at most some hundred."""
    by = request.actor
    sizes = queries.sizes(by)
    return [_out(by, one, sizes) for one in queries.every(by)]


@router.get("/{slug:code}", response=SegmentOut, summary="One segment", operation_id="segment")
def segment(request: Any, code: str) -> Any:
    """By its code."""
    return _one(request.actor, code)


@router.get("/{slug:code}/members", response=Page[SegmentMemberOut], summary="Members", operation_id="segment_members")
def members(request: Any, code: str, asked: Query[SegmentMembersIn]) -> Any:
    """Numbers only; names and phones are read at the customer."""
    by = request.actor
    queries.one(by, code)
    rows = queries.members(by).filter(segment=code)
    rows = rows.filter(left_on=None) if asked.present else rows
    return page(rows.filter(customer_id=asked.customer_id) if asked.customer_id else rows, asked)


@router.post("", response={201: SegmentOut}, summary="Make a segment", operation_id="segment_make")
@idempotent
def make(request: Any, given: SegmentIn) -> Any:
    """Its members are written at the next counting."""
    by, known = request.actor, given.model_dump()
    for_store = None if known.pop("whole_group") else by.store_id
    made = actions.make(by, for_store=for_store, at=now(), **known)
    return 201, _one(by, made.segment.code)


@router.patch("/{slug:code}", response=SegmentOut, summary="Change a segment", operation_id="segment_change")
@idempotent
def change(request: Any, code: str, given: SegmentChangeIn) -> Any:
    """A new version; the former ones stay."""
    actions.change(request.actor, code, at=now(), **given.model_dump())
    return _one(request.actor, code)


@router.post("/{slug:code}/archive", response=SegmentOut, summary="Archive a segment", operation_id="segment_archive")
@idempotent
def archive(request: Any, code: str) -> Any:
    """Its members leave at the next counting."""
    actions.archive(request.actor, code, at=now())
    return _one(request.actor, code)


@router.post(
    "/{slug:code}/restore", response=SegmentOut, summary="Bring a segment back", operation_id="segment_restore"
)
@idempotent
def restore(request: Any, code: str) -> Any:
    """Take archiving back."""
    actions.restore(request.actor, code, at=now())
    return _one(request.actor, code)
