"""Care rules and runs of the plan over the API. Tasks are the contact centre's."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import queries
from cheyuan.engage.care.actions import rules as actions
from cheyuan.engage.care.models import PlanRun
from cheyuan.engage.care.queries.rules import Found
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused

router = Router()
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Value = bool | Annotated[int, Field(ge=-(10**6), le=10**6)] | Annotated[str, Field(max_length=2000)]


class PlanIn(In):
    """For which day; today when it is left out."""

    as_of: Day | None = None


class WorkOut(Out):
    """Work that was put in line; its progress is on the page of background work."""

    work_id: int


class CountsOut(Out):
    """What a run did by one rule."""

    made: int = 0
    moved: int = 0
    closed: int = 0


class RunOut(Out):
    """One run of the plan."""

    id: int
    store_id: int
    as_of: date
    started_at: datetime
    by_name: str
    made: int
    moved: int
    closed: int
    milliseconds: int
    by_rule: dict[str, CountsOut]
    reasons: dict[str, int] = Field(description="Why tasks closed themselves")


class RunsIn(PageIn):
    """Which runs."""

    store_id: Id | None = None


class RuleOut(Out):
    """One rule with its values in force today."""

    code: str
    title: str
    role: str
    channels: list[str]
    on: bool
    own: bool = Field(description="Made by a manager")
    planned: bool = Field(description="False: its subjects do not exist yet")
    values: dict[str, bool | int | str]
    open_tasks: int


class RulePatch(In):
    """New values from a day on; what is left out stays. ``whom`` is for shipped rules; a manager's rule knows its own."""

    values: dict[Annotated[str, Field(max_length=40)], Value] = Field(min_length=1, max_length=40)
    valid_from: Day | None = Field(None, description="Today when it is left out")
    whom: Literal["store", "group"] = "store"


@router.post("/plan", response={202: WorkOut}, summary="Make the plan", operation_id="care_plan")
@idempotent
def start_plan(request: Any, body: PlanIn) -> tuple[int, dict[str, int]]:
    """Starts work; running it twice makes nothing twice."""
    return 202, {"work_id": actions.start_plan(request.actor, as_of=body.as_of, at=now())}


@router.get("/plans", response=Page[RunOut], summary="Runs of the plan", operation_id="care_plans")
def runs(request: Any, wish: Query[RunsIn]) -> dict[str, Any]:
    """Newest first."""
    with scope(request.actor):
        rows = queries.runs(request.actor)
        return page(rows.filter(store_id=wish.store_id) if wish.store_id else rows, wish, ("-id",), _run)


@router.get("/plans/{run_id}", response=RunOut, summary="One run of the plan", operation_id="care_plan_run")
def run(request: Any, run_id: Id) -> dict[str, Any]:
    """What it made, moved and closed."""
    with scope(request.actor):
        return _run(queries.run(request.actor, run_id))


@router.get("/rules", response=list[RuleOut], summary="Care rules", operation_id="care_rules")
def rules(request: Any) -> list[dict[str, Any]]:
    """All of them, shipped ones first."""
    by = request.actor
    with scope(by):
        counts = queries.open_by_rule(by)
        return [_rule(one, counts) for one in queries.rules(by, day_of(now()))]


@router.get("/rules/{code}", response=RuleOut, summary="One care rule", operation_id="care_rule")
def rule(request: Any, code: Annotated[str, Field(max_length=8)]) -> dict[str, Any]:
    """With its values in force today."""
    by = request.actor
    with scope(by):
        return _rule(queries.rule(by, code, day_of(now())), queries.open_by_rule(by))


@router.patch("/rules/{code}", response=RuleOut, summary="Change a care rule", operation_id="care_rule_change")
@idempotent
def change(request: Any, code: Annotated[str, Field(max_length=8)], body: RulePatch) -> dict[str, Any]:
    """A new version from a day on; nothing before it changes. The answer is how the rule holds today."""
    by, at = request.actor, now()
    start = body.valid_from or day_of(at)
    with scope(by):
        found = queries.rule(by, code, day_of(at))
        if found.own:
            actions.change_rule(by, code, body.values, valid_from=start, at=at)
        else:
            if body.whom == "store" and by.store_id is None:
                raise Refused("store_needed")
            for_store = by.store_id if body.whom == "store" else None
            actions.set_values(by, code, body.values, for_store=for_store, valid_from=start, at=at)
        return _rule(queries.rule(by, code, day_of(at)), queries.open_by_rule(by))


def _run(row: PlanRun) -> dict[str, Any]:
    by_rule = {code: one if isinstance(one, dict) else {"made": one} for code, one in row.by_rule.items()}
    names = ("id", "store_id", "as_of", "started_at", "by_name", "made", "moved", "closed", "milliseconds", "reasons")
    return {**{name: getattr(row, name) for name in names}, "by_rule": by_rule}


def _rule(found: Found, counts: dict[str, int]) -> dict[str, Any]:
    values = {name: one for name, one in found.values.items() if isinstance(one, bool | int | str)}
    return {
        "code": found.code, "title": found.title, "role": found.role, "channels": list(found.channels), "on": found.on,
        "own": found.own, "planned": found.planned, "values": values, "open_tasks": counts.get(found.code, 0),
    }  # fmt: skip
