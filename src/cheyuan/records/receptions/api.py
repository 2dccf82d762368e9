"""The visitor book over the API: read it, note a visitor; the same POST said twice notes one."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import AwareDatetime, Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.kernel.clock import now
from cheyuan.records.receptions import actions, queries
from cheyuan.records.receptions.models import Reception

router = Router()
Purpose = Literal["new_car", "test_drive", "delivery", "service", "parts", "complaint", "other"]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


class ReceptionOut(Out):
    """One visit."""

    id: int
    store_id: int
    customer_id: int
    came_at: datetime
    came_on: date
    left_at: datetime | None
    people: int
    purpose: Purpose
    wanted_model: str
    department: str
    received_by_id: int | None
    by_name: str


class ReceptionsIn(PageIn):
    """Which visits; oldest number first."""

    day: Day | None = Field(None, description="Only those of this day")
    customer_id: Id | None = None


class ReceptionIn(In):
    """A visitor: somebody on file (`customer_id`), or a name and a phone. Without `came_at` they come now."""

    store_id: Id
    purpose: Purpose
    customer_id: Id | None = None
    name: Annotated[str, Field(max_length=120)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    people: Annotated[int, Field(ge=1, le=99)] = 1
    wanted_model: Annotated[str, Field(max_length=60)] = ""
    received_by_id: Id | None = None
    came_at: AwareDatetime | None = None
    left_at: AwareDatetime | None = None


@router.get("", response=Page[ReceptionOut], summary="Visits", operation_id="receptions")
def receptions(request: Any, asked: Query[ReceptionsIn]) -> Any:
    """What this person may see, without entries that were taken back."""
    rows = queries.receptions(request.actor)
    rows = rows.filter(came_on=asked.day) if asked.day else rows
    return page(rows.filter(customer_id=asked.customer_id) if asked.customer_id else rows, asked)


@router.get("/{int:reception_id}", response=ReceptionOut, summary="A visit", operation_id="reception")
def reception(request: Any, reception_id: int) -> Reception:
    """One visit."""
    return queries.reception(request.actor, reception_id)


@router.post("", response=ReceptionOut, summary="Note a visitor", operation_id="reception_note")
@idempotent
def receive(request: Any, given: ReceptionIn) -> Reception:
    """A phone that is on file already means that person; else a file is opened."""
    known = given.dict()
    return actions.receive(request.actor, known.pop("store_id"), actions.Visit(**known), at=now())
