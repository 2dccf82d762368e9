"""Complaints over the API: the list, one of them, a new one, each step."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import AwareDatetime, Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Fen, Id, In, Out
from cheyuan.engage.complaints import actions, flow, forms, queries
from cheyuan.engage.complaints.models import Complaint, Step
from cheyuan.kernel.clock import now

router = Router()
Channel = Literal["hotline", "site", "wechat", "survey", "listening", "front_desk", "call"]
Department = Literal["care", "sales", "service", "parts", "office"]
About = Literal["attitude", "technical", "price", "waiting", "parts", "delivery", "other"]
Severity = Literal["urgent", "normal"]
State = Literal["received", "classified", "assigned", "in_work", "solved", "told", "revisited", "closed", "withdrawn"]
Satisfaction = Literal["yes", "partly", "no", "unreached"]
Said = Annotated[str, Field(max_length=2000, description="What was said or done")]


class ComplaintOut(Out):
    """One complaint and how it stands; moments are ISO with zone, money in fen."""

    id: int
    store_id: int
    number: str
    channel: Channel
    customer_id: int | None
    vehicle_id: int | None
    department: Department
    kind: About
    severity: Severity
    text: str
    solution: str
    state: State
    waits: bool = Field(description="It is the customer's turn; the clocks stand still")
    assignee_id: int | None
    clock: str = Field(description="The limit that runs out next: answer, solve, tell, revisit; empty when none runs")
    due_at: datetime | None
    received_at: datetime
    answered_at: datetime | None
    solved_at: datetime | None
    told_at: datetime | None
    revisited_at: datetime | None
    closed_at: datetime | None
    satisfaction: str
    reopened: int
    compensation_fen: int


class StepOut(Out):
    """One step of the history; never changed."""

    id: int
    step: str
    was: str
    now: str
    note: str
    by_name: str = Field(description="The person; “Cheyuan” for what the house did by itself")
    at: datetime

    @staticmethod
    def resolve_by_name(row: Step) -> str:
        """The person's name, never the name of a program."""
        return str(flow.who(row))


class ComplaintsIn(PageIn):
    """Which complaints; oldest number first."""

    state: Literal["", State] = ""
    late: bool = Field(False, description="Only those whose next limit has run out")
    customer_id: Id | None = None


class TakeIn(In):
    """A new complaint. Department and kind may be left for whoever classifies."""

    store_id: Id
    channel: Channel
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    customer_id: Id | None = None
    vehicle_id: Id | None = None
    department: Literal["", Department] = ""
    kind: Literal["", About] = ""
    severity: Severity = "normal"
    origin: Annotated[str, Field(max_length=60, description="What opened it; asked twice it is one complaint")] = ""
    received_at: AwareDatetime | None = None


class ClassifyIn(In):
    """Whose it is, what it is about, how urgent."""

    department: Department
    kind: About
    severity: Severity


class ComplaintAssignIn(In):
    """Who is in charge."""

    assignee_id: Id


class RevisitIn(In):
    """How content the customer is."""

    satisfaction: Satisfaction
    words: Said = ""


class CompensateIn(In):
    """How much for the customer, and why."""

    amount_fen: Annotated[Fen, Field(ge=1)]
    words: Annotated[str, Field(min_length=1, max_length=500)]


class CompensationOut(Out):
    """The question as it stands; see approvals."""

    approval_id: int
    state: Literal["waiting", "approved", "refused", "withdrawn"]


class WordsIn(In):
    """What was said or done; some steps need it."""

    words: Said = ""


@router.get("", response=Page[ComplaintOut], summary="List complaints")
def complaints(request: Any, asked: Query[ComplaintsIn]) -> Any:
    """What this person may see."""
    rows = queries.complaints(request.actor)
    rows = rows.filter(state=asked.state) if asked.state else rows
    rows = rows.filter(customer_id=asked.customer_id) if asked.customer_id else rows
    return page(rows.filter(due_at__lt=now()) if asked.late else rows, asked)


@router.get("/{int:complaint_id}", response=ComplaintOut, summary="One complaint")
def complaint(request: Any, complaint_id: int) -> Complaint:
    """One complaint."""
    return queries.complaint(request.actor, complaint_id)


@router.get("/{int:complaint_id}/steps", response=list[StepOut], summary="The history of a complaint")
def steps(request: Any, complaint_id: int) -> list[Step]:
    """Oldest first."""
    queries.complaint(request.actor, complaint_id)
    return queries.steps(request.actor, complaint_id)


@router.post("", response={201: ComplaintOut}, summary="Take a complaint")
@idempotent
def take(request: Any, given: TakeIn) -> Any:
    """Write a complaint down."""
    known = given.model_dump()
    store, received = known.pop("store_id"), known.pop("received_at")
    return 201, actions.take(request.actor, store, actions.Heard(**known), at=now(), received_at=received)


@router.post("/{int:complaint_id}/classify", response=ComplaintOut, summary="Classify a complaint")
@idempotent
def classify(request: Any, complaint_id: int, given: ClassifyIn) -> Complaint:
    """Department, kind, severity."""
    return actions.classify(request.actor, complaint_id, **given.model_dump(), at=now())


@router.post("/{int:complaint_id}/assign", response=ComplaintOut, summary="Give a complaint to a colleague")
@idempotent
def assign(request: Any, complaint_id: int, given: ComplaintAssignIn) -> Complaint:
    """Who is in charge."""
    return actions.assign(request.actor, complaint_id, given.assignee_id, at=now())


@router.post("/{int:complaint_id}/revisit", response=ComplaintOut, summary="Note the revisit of a complaint")
@idempotent
def revisit(request: Any, complaint_id: int, given: RevisitIn) -> Complaint:
    """How content the customer is."""
    return actions.revisit(request.actor, complaint_id, given.satisfaction, given.words, at=now())


@router.post("/{int:complaint_id}/compensate", response=CompensationOut, summary="Ask for a compensation")
@idempotent
def compensate(request: Any, complaint_id: int, given: CompensateIn) -> dict[str, Any]:
    """Within one's own limit it is approved at once."""
    asked = actions.compensate(request.actor, complaint_id, given.amount_fen, given.words, at=now())
    return {"approval_id": asked.pk, "state": asked.state}


@router.post("/{int:complaint_id}/undo", response=ComplaintOut, summary="Take one's last step back")
@idempotent
def undo(request: Any, complaint_id: int) -> Complaint:
    """Within the minutes of the policy."""
    return actions.undo(request.actor, complaint_id, at=now())


Plain = Literal["answer", "start", "wait", "resume", "solve", "tell", "close", "reopen", "withdraw", "remark"]


@router.post("/{int:complaint_id}/steps/{step}", response=ComplaintOut, summary="Make a step of a complaint")
@idempotent
def step(request: Any, complaint_id: int, step: Plain, given: WordsIn) -> Complaint:
    """The steps that need words only; ``start`` takes none."""
    said = {} if step == "start" else {"words": given.words}
    return forms.act(request.actor, complaint_id, step, said, now())
