"""Reports over the API: figures of a period, closed months with their report and plan, deductions and rewards."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Fen, Id, In, Out
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.reports import actions
from cheyuan.engage.reports.models import Measure, Proposal, Report
from cheyuan.engage.reports.period import Period
from cheyuan.engage.reports.queries import closings, proposals
from cheyuan.engage.reports.queries.figures import Wish, figures
from cheyuan.engage.reports.tally import plain
from cheyuan.kernel.clock import day_of, now

router = Router()
Words = Annotated[str, Field(min_length=1, max_length=500)]


class FiguresIn(In):
    """Which figures; whoever does not see the whole store gets their own."""

    step: Literal["day", "week", "month"] = "month"
    day: date | None = Field(None, description="Any day of the period; today when left out")
    store_id: Id | None = None
    account_id: Annotated[int, Field(ge=0, le=2**53, description="0: reminders that are nobody's")] | None = None
    model: Annotated[str, Field(max_length=121)] = ""


class PartOut(Out):
    """Five numbers each: due, made, reached, booked, returned; of cars [so many, of so many]."""

    tally: list[int]
    service: list[int]
    first: list[int]
    cars: dict[str, list[int]]


class FiguresOut(Out):
    """The figures of a period; what each means stands on the page of reports. Keys are numbers of stores and colleagues."""

    since: date
    until: date
    whole: PartOut
    rules: dict[str, list[int]]
    stores: dict[str, PartOut]
    agents: dict[str, PartOut]
    models: dict[str, PartOut]
    days: dict[str, list[int]]
    reasons: dict[str, int]
    shops: list[tuple[str, int, int, int]] = Field(
        description="Name (empty: others), mentions, with a price, sum in fen"
    )


class ReportOut(Out):
    """The report on a closed month."""

    id: int
    store_id: int
    month: date
    version: int
    state: Literal["draft", "submitted", "approved"]
    digest: str = Field(description="SHA-256 of the frozen figures")
    closed_at: datetime
    submitted_at: datetime | None
    approved_at: datetime | None
    signed_name: str
    sha256: str = Field(description="Hash of the signed PDF; empty until it is made")

    @staticmethod
    def resolve_month(one: Report) -> date:
        """Its first day."""
        return one.closing.month

    @staticmethod
    def resolve_version(one: Report) -> int:
        """1, and one more each time it was opened again."""
        return one.closing.version

    @staticmethod
    def resolve_digest(one: Report) -> str:
        """Of its closing."""
        return one.closing.digest

    @staticmethod
    def resolve_closed_at(one: Report) -> datetime:
        """Of its closing."""
        return one.closing.closed_at


class CloseIn(In):
    """Any day of a month that is over."""

    store_id: Id
    month: date


class ReportWordsIn(In):
    """What is to be said."""

    words: Words


class SummaryIn(In):
    """A few sentences on the month."""

    summary: Annotated[str, Field(min_length=1, max_length=2000)]


class ReportApprovalOut(Out):
    """The question to the general manager; see approvals."""

    id: int
    state: Literal["waiting", "approved", "refused", "withdrawn"]


class MeasureIn(In):
    """A line of the improvement plan; ``weak`` is the rate it is about."""

    what: Annotated[str, Field(min_length=1, max_length=300)]
    weak: Literal["", "made", "first_coverage", "first_return", "periodic_return", "booking", "lapse", "recall"] = ""
    owner_id: Id
    due_on: date


class MeasureOut(Out):
    """A line of the improvement plan."""

    id: int
    weak: str
    what: str
    owner_id: int | None
    due_on: date
    done_at: datetime | None


class ProposalOut(Out):
    """A deduction or reward and how it stands; amounts in fen."""

    id: int
    store_id: int
    closing_id: int
    kind: str
    reward: bool
    account_id: int | None
    count: int
    amount_fen: int
    decided_fen: int | None
    state: Literal["proposed", "contested", "upheld", "dropped", "settled"]
    evidence: dict[str, Any]


class DecideIn(In):
    """0 lets it fall; at most what the policy says."""

    amount_fen: Annotated[Fen, Field(ge=0)]
    words: Words


@router.get("/figures", response=FiguresOut, summary="Figures of a day, a week or a month")
def figures_of(request: Any, asked: Query[FiguresIn]) -> Any:
    """As they stand now."""
    period = Period.of(asked.step, asked.day or day_of(now()))
    with scope(request.actor):
        found = figures(request.actor, Wish(period, asked.store_id, asked.account_id, asked.model))
    return {"since": period.since, "until": period.until, **plain(found)}


@router.get("/months", response=Page[ReportOut], summary="List closed months")
def months(request: Any, asked: Query[PageIn]) -> Any:
    """Their reports."""
    return page(closings.reports(request.actor).order_by(), asked)


@router.post("/months", response={201: ReportOut}, summary="Close a month")
@idempotent
def close(request: Any, given: CloseIn) -> Any:
    """Freeze its figures; a month that is closed already is answered as it stands."""
    by = request.actor
    closing = actions.close(by, given.store_id, given.month, at=now())
    with scope(by):
        return 201, closings.report_of(by, closing.pk)


@router.get("/months/{int:report_id}", response=ReportOut, summary="One closed month")
def month(request: Any, report_id: int) -> Report:
    """Its report."""
    return closings.report(request.actor, report_id)


@router.post("/months/{int:report_id}/reopen", response={201: ReportOut}, summary="Reckon a closed month anew")
@idempotent
def reopen(request: Any, report_id: int, given: ReportWordsIn) -> Any:
    """As its next version, with the reason."""
    by = request.actor
    with scope(by):
        old = closings.report(by, report_id).closing_id
        closing = actions.reopen(by, old, given.words, at=now())
        return 201, closings.report_of(by, closing.pk)


@router.post(
    "/months/{int:report_id}/submit", response=ReportApprovalOut, summary="Give a report to the general manager"
)
@idempotent
def submit(request: Any, report_id: int, given: SummaryIn) -> Any:
    """It waits for the signature."""
    return actions.submit(request.actor, report_id, given.summary, at=now())


@router.get("/months/{int:report_id}/measures", response=list[MeasureOut], summary="The improvement plan of a report")
def measures(request: Any, report_id: int) -> Any:
    """The nearest day first."""
    closings.report(request.actor, report_id)
    return closings.measures(request.actor, report_id)


@router.post("/months/{int:report_id}/measures", response={201: MeasureOut}, summary="Add a measure to the plan")
@idempotent
def add_measure(request: Any, report_id: int, given: MeasureIn) -> Any:
    """To the plan of a draft."""
    return 201, actions.add_measure(request.actor, report_id, **given.model_dump(), at=now())


@router.delete("/measures/{int:measure_id}", response={204: None}, summary="Take a measure out of the plan")
def drop_measure(request: Any, measure_id: int) -> Any:
    """Out of the plan of a draft."""
    actions.drop_measure(request.actor, measure_id, at=now())
    return 204, None


@router.post("/measures/{int:measure_id}/done", response=MeasureOut, summary="A measure is done")
@idempotent
def finish_measure(request: Any, measure_id: int) -> Measure:
    """By its owner or whoever writes reports."""
    return actions.finish_measure(request.actor, measure_id, at=now())


@router.post("/months/{int:report_id}/money", response=ReportApprovalOut, summary="Send what was decided to approval")
@idempotent
def money(request: Any, report_id: int, given: ReportWordsIn) -> Any:
    """Every deduction and reward of the month must be decided."""
    return actions.send_money(request.actor, report_id, given.words, at=now())


@router.get("/proposals", response=Page[ProposalOut], summary="List deductions and rewards")
def all_proposals(request: Any, asked: Query[PageIn]) -> Any:
    """One's own, without the right to decide."""
    return page(proposals.proposals(request.actor).order_by(), asked)


@router.get("/proposals/{int:proposal_id}", response=ProposalOut, summary="One deduction or reward")
def proposal(request: Any, proposal_id: int) -> Proposal:
    """With the rows that prove it."""
    return proposals.proposal(request.actor, proposal_id)


@router.post("/proposals/{int:proposal_id}/contest", response=ProposalOut, summary="Contest a deduction of one's own")
@idempotent
def contest(request: Any, proposal_id: int, given: ReportWordsIn) -> Proposal:
    """Until it is approved."""
    return actions.contest(request.actor, proposal_id, given.words, at=now())


@router.post("/proposals/{int:proposal_id}/decide", response=ProposalOut, summary="Decide about a deduction or reward")
@idempotent
def decide(request: Any, proposal_id: int, given: DecideIn) -> Proposal:
    """With the reason."""
    return actions.decide(request.actor, proposal_id, given.amount_fen, given.words, at=now())
