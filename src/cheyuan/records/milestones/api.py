"""Milestones over the API: other systems note them, see them, take them back."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import AwareDatetime, Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.kernel.clock import now
from cheyuan.records.milestones import actions, queries
from cheyuan.records.milestones.models import Job, Milestone

router = Router()
JobKind = Literal["order", "workshop"]
Step = Literal[
    "ordered", "allocated", "in_transit", "arrived", "inspected", "ready", "delivered",
    "received", "in_work", "waiting_parts", "waiting_approval", "quality", "handed_over",
]  # fmt: skip


class JobOut(Out):
    """An order or a job, and where it stands; an empty step: everything was taken back."""

    id: int
    store_id: int
    kind: str
    number: str
    customer_id: int | None
    vehicle_id: int | None
    what: str
    step: str
    since: datetime
    is_open: bool


class MilestoneOut(Out):
    """One milestone. ``told`` says why the customer hears nothing; ``message_id`` which message is about it."""

    id: int
    job_id: int
    step: str
    at: datetime
    note: str
    by_name: str
    message_id: int | None
    told: str
    undone_at: datetime | None


class JobsIn(PageIn):
    """Which orders and jobs; oldest first."""

    kind: Literal["", JobKind] = ""
    is_open: bool | None = None
    customer_id: Id | None = None


class MilestonesIn(PageIn):
    """Which milestones; oldest first."""

    job_id: Id | None = None


class MilestoneIn(In):
    """A milestone of an order or a workshop job; told twice it is one."""

    store_id: Id
    kind: JobKind
    number: Annotated[str, Field(min_length=1, max_length=40, description="Number of the order or job")]
    step: Step
    at: AwareDatetime | None = Field(None, description="When it was reached; now when left out")
    customer_id: Id | None = Field(None, description="Without it the owner of the car")
    vehicle_id: Id | None = None
    what: Annotated[str, Field(max_length=120)] = ""
    note: Annotated[str, Field(max_length=200)] = ""


class MoveIn(In):
    """The next step, and the step at which the caller saw the job."""

    step: Step
    seen: Step
    note: Annotated[str, Field(max_length=200)] = ""


@router.get("", response=Page[MilestoneOut], summary="List milestones", operation_id="milestones")
def milestones(request: Any, asked: Query[MilestonesIn]) -> Any:
    """What was taken back too."""
    rows = queries.milestones(request.actor)
    return page(rows.filter(job_id=asked.job_id) if asked.job_id else rows, asked)


@router.get("/jobs", response=Page[JobOut], summary="List orders and workshop jobs", operation_id="milestone_jobs")
def jobs(request: Any, asked: Query[JobsIn]) -> Any:
    """Where each stands."""
    rows = queries.jobs(request.actor)
    rows = rows.filter(kind=asked.kind) if asked.kind else rows
    rows = rows.filter(customer_id=asked.customer_id) if asked.customer_id else rows
    return page(rows if asked.is_open is None else rows.filter(is_open=asked.is_open), asked)


@router.get("/jobs/{int:job_id}", response=JobOut, summary="One order or workshop job", operation_id="milestone_job")
def job(request: Any, job_id: int) -> Job:
    """Where it stands."""
    return queries.job(request.actor, job_id)


@router.post("", response={201: MilestoneOut}, summary="Note a milestone", operation_id="milestone_note_fact")
@idempotent
def note_fact(request: Any, given: MilestoneIn) -> Any:
    """The order or job begins with its first; the customer is told by policy."""
    known = given.model_dump()
    store, known["when"] = known.pop("store_id"), known.pop("at")
    return 201, actions.note_fact(request.actor, store, actions.Fact(**known), at=now())


@router.post(
    "/jobs/{int:job_id}/move",
    response=MilestoneOut,
    summary="Move an order or job on",
    operation_id="milestone_move_on",
)
@idempotent
def move_on(request: Any, job_id: int, given: MoveIn) -> Milestone:
    """As on the board."""
    return actions.move_on(request.actor, job_id, given.step, seen=given.seen, at=now(), note=given.note)


@router.post(
    "/{int:milestone_id}/take-back",
    response=JobOut,
    summary="Take a milestone back",
    operation_id="milestone_take_back",
)
@idempotent
def take_back(request: Any, milestone_id: int) -> Job:
    """One's own newest, within the minutes of the policy."""
    return actions.take_back(request.actor, milestone_id, at=now())
