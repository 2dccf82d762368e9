"""Care tasks, their outcomes and the bookings made in calls, over the API."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import AwareDatetime, Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Fen, Id, In, Km, Out
from cheyuan.engage.care import actions as care
from cheyuan.engage.care import queries as care_of
from cheyuan.engage.contact import actions, queries
from cheyuan.engage.contact.answers import Answer
from cheyuan.engage.contact.models import Attempt
from cheyuan.engage.contact.queries.bookings import bookings_on
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Missing

tasks, attempts, bookings = Router(), Router(), Router()
Outcome = Literal[
    "booked", "will_come", "talked", "call_later", "no_answer", "switched_off", "wrong_number", "refused", "done_elsewhere",
    "sold_car", "moved", "complaint", "do_not_contact",
]  # fmt: skip
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
Moment = Annotated[AwareDatetime, Field(ge=FIRST, le=LAST)]
S40 = Annotated[str, Field(max_length=40)]
S80 = Annotated[str, Field(max_length=80)]


class TaskOut(Out):
    """One care task."""

    id: int
    store_id: int
    rule: str
    subject: str
    cycle: str
    customer_id: int
    vehicle_id: int | None
    due_on: date
    opens_on: date
    offer_on: date
    deadline: datetime
    state: Literal["open", "done", "failed", "closed"]
    role: str
    skill: str
    channel: str
    assignee_id: int | None
    claimed_by_id: int | None
    next_at: datetime | None
    waits_for_customer: bool
    attempts: int
    outcome: str
    reason: str
    closed_at: datetime | None
    why: str = Field(description="Why it exists, in the caller's language")


class TasksIn(PageIn):
    """Which tasks; oldest number first."""

    state: Literal["", "open", "done", "failed", "closed"] = "open"
    rule: Annotated[str, Field(max_length=8)] = ""
    customer_id: Id | None = None
    vehicle_id: Id | None = None
    mine: bool = Field(False, description="Only what is this person's to do today")


class AttemptIn(In):
    """What came of a contact; the outcome says which fields count."""

    outcome: Outcome
    note: Annotated[str, Field(max_length=500)] = ""
    seconds: Annotated[int, Field(ge=0, le=21600)] | None = None
    channel: Literal["call", "sms", "wechat", "email", "visit"] = "call"
    book_at: Moment | None = Field(None, description="booked: when")
    what: Annotated[str, Field(max_length=120)] = Field("", description="booked: what is to be done")
    transport: Literal["self", "wait", "pickup", "loaner"] = "self"
    advisor_id: Id | None = None
    km: Km | None = Field(None, description="Mileage as told")
    planned_on: Day | None = None
    call_at: Moment | None = Field(None, description="call_later: when")
    new_phone: Annotated[str, Field(max_length=30)] = ""
    why: S40 = Field("", description="refused: price, far, seldom, other_shop, no_time, unhappy, other, or own words")
    shop: S80 = ""
    done_on: Day | None = None
    ends_on: Day | None = None
    price: Fen | None = None
    sold_on: Day | None = None
    city: S40 = ""
    complaint: Annotated[str, Field(max_length=300)] = ""
    score: Annotated[int, Field(ge=1, le=10)] | None = Field(None, description="talked: how the reception was (R20)")
    missing: Annotated[str, Field(max_length=300)] = Field("", description="talked: what was missing (R20)")
    said: Annotated[str, Field(max_length=2000)] = Field("", description="talked: anything else (R20)")
    scope: Literal["marketing", "everything"] = "marketing"
    also: Annotated[list[Id], Field(max_length=20)] = Field([], description="Other tasks settled in the same call")


class AttemptOut(Out):
    """One attempt as it is kept."""

    id: int
    task_id: int
    rule: str
    at: datetime
    by_name: str
    role: str
    channel: str
    seconds: int | None
    outcome: str
    reached: bool
    note: str
    details: dict[str, Any]
    undone_at: datetime | None


class SnoozeIn(In):
    """Until when."""

    until: Moment


class AssignIn(In):
    """Which tasks to whom; null gives them back to the team."""

    task_ids: Annotated[list[Id], Field(min_length=1, max_length=500)]
    account_id: Id | None = None


class CountOut(Out):
    """How many it were."""

    count: int


class BookingsIn(PageIn):
    """Which day; today when left out."""

    day: Day | None = None


class BookingOut(Out):
    """One booking slip."""

    id: int
    store_id: int
    customer_id: int
    vehicle_id: int | None
    task_id: int | None
    at: datetime
    what: str
    transport: str
    advisor_id: int | None
    note: str
    state: Literal["booked", "came", "cancelled"]
    by_name: str
    created_at: datetime


def shown(task: Any) -> dict[str, Any]:
    """A task as the API says it."""
    fields = {name: getattr(task, name) for name in TaskOut.model_fields if name != "why"}
    return {**fields, "why": care_of.why(task.rule, task.facts)}


@tasks.get("", response=Page[TaskOut], summary="Tasks", operation_id="tasks")
def list_tasks(request: Any, wish: Query[TasksIn]) -> dict[str, Any]:
    """The tasks that this person may see."""
    by = request.actor
    rows = care_of.tasks(by)
    named = {"state": wish.state, "rule": wish.rule, "customer_id": wish.customer_id, "vehicle_id": wish.vehicle_id}
    rows = rows.filter(**{name: value for name, value in named.items() if value})
    if wish.mine:
        rows = rows.filter(care_of.in_hand(by, day_of(now())), offer_on__lte=day_of(now()))
    return page(rows, wish, ("id",), shown)


@tasks.post("/assign", response=CountOut, summary="Give tasks to a colleague", operation_id="tasks_assign")
@idempotent
def assign(request: Any, body: AssignIn) -> dict[str, int]:
    """Open ones only; answers how many."""
    return {"count": len(care.assign(request.actor, body.task_ids, body.account_id, at=now()))}


@tasks.post("/spread", response=CountOut, summary="Share out what nobody has", operation_id="tasks_spread")
@idempotent
def spread(request: Any) -> dict[str, int]:
    """By the load that each colleague carries."""
    return {"count": len(care.spread(request.actor, at=now()))}


@tasks.get("/{task_id}", response=TaskOut, summary="A task", operation_id="task")
def get_task(request: Any, task_id: Id) -> dict[str, Any]:
    """One task with its explanation."""
    return shown(care_of.task(request.actor, task_id))


@tasks.post("/{task_id}/claim", response=TaskOut, summary="Take a task to the desk", operation_id="task_claim")
@idempotent
def claim(request: Any, task_id: Id) -> dict[str, Any]:
    """For 30 minutes; again to go on holding it. 409 names the colleague who was quicker."""
    return shown(care.claim(request.actor, task_id, at=now()))


@tasks.post("/{task_id}/release", response={204: None}, summary="Put a task back", operation_id="task_release")
@idempotent
def release(request: Any, task_id: Id) -> tuple[int, None]:
    """One that was only looked at."""
    care.release(request.actor, task_id, at=now())
    return 204, None


@tasks.post("/{task_id}/snooze", response=TaskOut, summary="Put a task off", operation_id="task_snooze")
@idempotent
def snooze(request: Any, task_id: Id, body: SnoozeIn) -> dict[str, Any]:
    """Without an attempt."""
    return shown(actions.snooze(request.actor, task_id, body.until, at=now()))


@tasks.get("/{task_id}/attempts", response=list[AttemptOut], summary="Attempts", operation_id="task_attempts")
def list_attempts(request: Any, task_id: Id) -> list[Attempt]:
    """Newest first, those taken back among them."""
    task = care_of.task(request.actor, task_id)
    return queries.attempts_of_task(request.actor, task.pk)


@tasks.post("/{task_id}/attempts", response={201: AttemptOut}, summary="Report what came of a contact",
            operation_id="task_report")  # fmt: skip
@idempotent
def report(request: Any, task_id: Id, body: AttemptIn) -> tuple[int, Attempt]:
    """Writes the attempt and everything that follows from its outcome."""
    values = body.model_dump(exclude={"also"})
    return 201, actions.report(request.actor, task_id, Answer(**values), at=now(), also=body.also)


@attempts.post("/{attempt_id}/undo", response=TaskOut, summary="Take an outcome back", operation_id="attempt_undo")
@idempotent
def undo(request: Any, attempt_id: Id) -> dict[str, Any]:
    """One's own newest, within the time of the policy; the task is as before."""
    return shown(actions.undo(request.actor, attempt_id, at=now()))


@bookings.get("", response=Page[BookingOut], summary="Bookings of a day", operation_id="bookings")
def list_bookings(request: Any, wish: Query[BookingsIn]) -> dict[str, Any]:
    """By time."""
    return page(bookings_on(request.actor, wish.day or day_of(now())), wish, ("at", "id"))


@bookings.get("/{booking_id}", response=BookingOut, summary="A booking", operation_id="booking")
def get_booking(request: Any, booking_id: Id) -> Any:
    """One slip."""
    return queries.booking(request.actor, booking_id)


@bookings.post("/{booking_id}/{step}", response=BookingOut, summary="Came, cancelled, or neither after all",
               operation_id="booking_step")  # fmt: skip
@idempotent
def step(request: Any, booking_id: Id, step: Literal["came", "cancel", "undo"]) -> Any:
    """What became of a booking."""
    steps = {"came": actions.mark_came, "cancel": actions.cancel_booking, "undo": actions.undo_booking}
    if step not in steps:
        raise Missing("step", step)
    return steps[step](request.actor, booking_id, at=now())
