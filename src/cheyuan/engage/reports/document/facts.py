"""What stands in the document, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cheyuan.base.accounts.queries import named
from cheyuan.base.tenancy.queries import store_names
from cheyuan.engage.care.queries import rule_title
from cheyuan.engage.reports import freezing
from cheyuan.engage.reports.models import Report
from cheyuan.engage.reports.queries.closings import before, measures
from cheyuan.engage.reports.tally import Figures
from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Line:
    """One measure of the plan."""

    weak: str
    what: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class Facts:
    """A report and the month it is about; names are looked up when it is printed."""

    store: str
    month: date
    version: int
    reason: str
    closed_at: datetime
    digest: str
    figures: Figures
    before: Figures | None
    targets: Mapping[str, int]
    lapse_days: int
    rules: Mapping[str, str]
    people: Mapping[int, str]
    plan: tuple[Line, ...]
    summary: str
    submitted_name: str
    submitted_at: datetime | None
    signed_name: str
    approved_at: datetime | None


def facts_of(by: Actor, one: Report) -> Facts:
    """Of one report, as it stands. Inside a scope."""
    closing, figures = one.closing, freezing.read(one.closing)
    last = before(by, closing)
    rules = {rule: rule_title(by, rule, closing.month) for rule in figures.rules}
    return Facts(
        store=store_names([one.store_id])[one.store_id], month=closing.month, version=closing.version, reason=closing.reason,
        closed_at=closing.closed_at, digest=closing.digest, figures=figures, before=freezing.read(last) if last else None,
        targets=freezing.targets(closing.inputs), lapse_days=int(closing.inputs["policies"]["reports.lapse_days"]),
        rules=rules, people=named(by, [one for one in figures.agents if one]), plan=_plan(by, one.pk), summary=one.summary,
        submitted_name=one.submitted_name, submitted_at=one.submitted_at, signed_name=one.signed_name,
        approved_at=one.approved_at,
    )  # fmt: skip


def _plan(by: Actor, report_id: int) -> tuple[Line, ...]:
    return tuple(
        Line(one.weak, one.what, one.owner.name if one.owner else "—", one.due_on) for one in measures(by, report_id)
    )
