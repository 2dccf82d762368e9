"""What follows from a month in money (CARE-42): each kind a function that finds the rows which prove it.

Rooms above may register their own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from cheyuan.base.accounts.queries import working_members
from cheyuan.base.tenancy import asked
from cheyuan.engage.audits import queries as audits
from cheyuan.engage.contact import queries as contact
from cheyuan.engage.reports import sql, weak
from cheyuan.engage.reports.freezing import targets
from cheyuan.engage.reports.models import Closing, Report
from cheyuan.engage.reports.moves import DRAFT
from cheyuan.engage.reports.period import MONTH, Period, month_before, next_month
from cheyuan.engage.reports.queries.figures import Wish, question
from cheyuan.engage.reports.tally import Figures, from_plain
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of

INSURANCE = "R13"


@dataclass(frozen=True)
class Month:
    """What a finding is made of: the month of a store, its figures and policies, and the moment it closes."""

    store_id: int
    month: date
    figures: Figures
    inputs: Mapping[str, Any]
    at: datetime
    before: Closing | None = None

    def policy(self, name: str) -> int:
        """A number of the reports that held in that month."""
        return int(self.inputs["policies"][f"reports.{name}"])


@dataclass(frozen=True)
class Finding:
    """One proposal: ``account_id`` None is the department's; ``fen`` for all of it; ``evidence`` names rows and figures."""

    kind: str
    account_id: int | None
    count: int
    fen: int
    evidence: Mapping[str, Any]
    reward: bool = False


Find = Callable[[Actor, Month], Iterator[Finding]]
_finders: dict[str, Find] = {}


def register(name: str, find: Find) -> None:
    """Make a way of finding known; done in AppConfig.ready of the app whose rows prove it."""
    _finders[name] = find


def found(by: Actor, month: Month) -> list[Finding]:
    """Everything that follows from the month, of each kind and person once; what costs nothing is left out."""
    return [one for name in sorted(_finders) for one in _finders[name](by, month) if one.fen > 0]


def _faults(by: Actor, month: Month) -> Iterator[Finding]:
    """Single reminders: failed calls not followed, birthdays, service, warranty, inspection."""
    more = {"missed": contact.missed_outcomes(), "follow_days": month.policy("follow_days")}
    wish = Wish(Period.of(MONTH, month.month), store=month.store_id)
    for kind, account, ids in asked.rows(sql.FAULTS, **question(by, wish), **more):
        fen = len(ids) * month.policy(f"fen_{kind}")
        yield Finding(kind, account, len(ids), fen, {"rows": [{"kind": "task", "ids": ids}]})


def _coverage(by: Actor, month: Month) -> Iterator[Finding]:
    """First services reminded below the target."""
    goal = next(one for one in weak.goals(month.figures, targets(month.inputs)) if one.name == "first_coverage")
    if goal.missed:
        evidence = {"figure": "first_coverage", "part": goal.part, "whole": goal.whole, "target": goal.target}
        yield Finding("coverage", manager_of(month), 1, month.policy("fen_coverage"), evidence)


def _lapse(by: Actor, month: Month) -> Iterator[Finding]:
    """Figures of lapsed owners that came late, or were others when the month was opened again."""
    late = day_of(month.at) > next_month(month.month).replace(day=month.policy("report_day"))
    ours = month.figures.rate("lapse")
    before = month.before and month.before.figures["whole"]["cars"].get("lapse", [0, 0])
    false = before is not None and before != [ours.part, ours.whole]
    if (late and not month.before) or false:
        evidence = {"figure": "lapse", "part": ours.part, "whole": ours.whole, "before": before, "late": late}
        yield Finding("lapse", manager_of(month), 1, month.policy("fen_lapse"), evidence)


def _report(by: Actor, month: Month) -> Iterator[Finding]:
    """The report on the month before: not given, given late, or its plan has holes."""
    rows = Report.objects.filter(store_id=month.store_id, closing__month=month_before(month.month))
    report = rows.select_related("closing").order_by("-closing__version").first()
    if report is None:
        return
    last = month.month.replace(day=month.policy("report_day"))
    evidence = {"rows": [{"kind": "month_report", "ids": [report.pk]}]}
    if report.state == DRAFT or report.submitted_at is None or day_of(report.submitted_at) > last:
        yield Finding("report", manager_of(month), 1, month.policy("fen_report"), evidence)
    yield from _plan(month, report, evidence)


def _plan(month: Month, report: Any, evidence: Mapping[str, Any]) -> Iterator[Finding]:
    frozen = month_of(report.closing, month.at)
    weak_ones = {one.name for one in weak.weak_points(frozen.figures, targets(frozen.inputs))}
    covered = set(report.measures.values_list("weak", flat=True))
    kind = "plan_none" if weak_ones and not covered else "plan_part" if weak_ones - covered else ""
    if kind:
        open_ones = {**evidence, "open": sorted(weak_ones - covered)}
        yield Finding("plan", manager_of(month), 1, month.policy(f"fen_{kind}"), open_ones)


def _audits(by: Actor, month: Month) -> Iterator[Finding]:
    """Insurance calls whose audit failed, by the month in which they were judged."""
    rows = [one for one in audits.failed(by, month.store_id, month.month) if one.rule == INSURANCE]
    for account, mine in groupby(sorted(rows, key=lambda one: (one.agent_id, one.audit_id)), lambda one: one.agent_id):
        found = list(mine)
        proof = [
            {"kind": "task", "ids": [one.task_id for one in found]},
            {"kind": "audit", "ids": [one.audit_id for one in found]},
        ]
        yield Finding("audit", account, len(found), len(found) * month.policy("fen_audit"), {"rows": proof})


def _reward(by: Actor, month: Month) -> Iterator[Finding]:
    """Whoever made every reminder of the month."""
    for account, part in month.figures.agents.items():
        if account and part.tally.due and part.tally.made == part.tally.due:
            evidence = {"figure": "made", "part": part.tally.made, "whole": part.tally.due}
            yield Finding("reward", account, 1, month.policy("fen_reward"), evidence, reward=True)


def month_of(closing: Any, at: datetime) -> Month:
    """A closed month as it was."""
    from_figures = from_plain(closing.figures)
    return Month(closing.store_id, closing.month, from_figures, closing.inputs, at)


def manager_of(month: Month) -> int | None:
    """Who answers for the department: the care manager of the store in that month; None when there was none."""
    last = Period.of(MONTH, month.month).until
    people = working_members(month.store_id, last, [("care_manager", "")])
    return next(iter(sorted(people.get(("care_manager", ""), []))), None)


for _name, _find in (
    ("audits", _audits), ("coverage", _coverage), ("faults", _faults), ("lapse", _lapse), ("report", _report),
    ("reward", _reward),
):  # fmt: skip
    register(_name, _find)
