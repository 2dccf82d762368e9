"""Interviews over the API, to read: they come from the calls of rule R20."""

from datetime import date, datetime
from typing import Any

from ninja import Query, Router

from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Out
from cheyuan.engage.interviews import queries
from cheyuan.engage.interviews.models import Interview

router = Router()


class InterviewOut(Out):
    """What one visitor said."""

    id: int
    store_id: int
    task_id: int
    reception_id: int | None
    customer_id: int
    came_on: date
    department: str
    received_by_id: int | None
    score: int
    low: bool
    missing: str
    words: str
    by_name: str
    at: datetime


class InterviewsIn(PageIn):
    """Which interviews; oldest number first."""

    low: bool | None = None


@router.get("", response=Page[InterviewOut], summary="Interviews of visitors", operation_id="interviews")
def interviews(request: Any, asked: Query[InterviewsIn]) -> Any:
    """What this person may see."""
    rows = queries.interviews(request.actor)
    return page(rows if asked.low is None else rows.filter(low=asked.low), asked)


@router.get("/{int:interview_id}", response=InterviewOut, summary="An interview", operation_id="interview")
def interview(request: Any, interview_id: int) -> Interview:
    """One interview."""
    return queries.interview(request.actor, interview_id)
