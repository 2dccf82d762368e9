"""Deductions and rewards: the list, one with its evidence and history, contesting, deciding, sending to approval."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.engage.care.queries import rule_title
from cheyuan.engage.reports import actions, forms, words
from cheyuan.engage.reports.models import Proposal
from cheyuan.engage.reports.moves import CONTESTED, DROPPED, PROPOSED, SETTLED, UPHELD
from cheyuan.engage.reports.queries import closings
from cheyuan.engage.reports.queries import proposals as asked
from cheyuan.engage.reports.queries.evidence import task_rows
from cheyuan.engage.reports.views.shared import tried
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied

SHOWN = 300
EMPTY_FORM = None


def signed(one: Proposal, fen: int | None) -> int | None:
    """A deduction is below zero, a reward above."""
    return None if fen is None else fen if one.reward else -fen


@require_safe
def listed(request: Any) -> HttpResponse:
    """Those of one month (``?report=5``), else all; without the right to decide one's own."""
    by: Actor = request.actor
    rows, report = asked.proposals(by), None
    typed = request.GET.get("report", "")
    if typed.isascii() and typed.isdigit() and len(typed) < 16 and by.may("reports.team"):
        report = closings.report(by, int(typed))
        rows = rows.filter(closing_id=report.closing_id)
    found = list(rows[:SHOWN])
    standing = [one for one in found if one.state in (UPHELD, SETTLED)]
    return render(request, "reports/proposals.html", {
        "rows": [_line(one) for one in found], "report": report, "may_decide": by.may("reports.decide"),
        "open": sum(one.state in (PROPOSED, CONTESTED) for one in found),
        "money": forms.ReasonForm(label=_("For the general manager")),
        "sum": sum(signed(one, one.decided_fen) or 0 for one in standing),
        "sendable": report is not None and any(one.state == UPHELD for one in found),
    })  # fmt: skip


def _line(one: Proposal) -> dict[str, Any]:
    return {
        "one": one, "kind": words.KINDS.get(one.kind, one.kind), "state": words.STATES[one.state],
        "mark": words.MARKS[one.state], "amount": signed(one, one.amount_fen), "decided": signed(one, one.decided_fen),
        "who": one.account.name if one.account else _("the department"),
    }  # fmt: skip


def _facts(by: Actor, proposal_id: int, **forms_in: Any) -> dict[str, Any]:
    one = asked.proposal(by, proposal_id)
    said = [
        {"when": step.at, "icon": "report", "text": f"{words.STEPS[step.step]} · {step.by_name}", "more": step.words}
        for step in asked.steps(by, proposal_id)
    ]  # fmt: skip
    own = by.account_id is not None and one.account_id == by.account_id
    amount = "" if one.amount_fen % 100 else str(one.amount_fen // 100)
    rows = task_rows(by, asked.evidence_ids(one))
    titles = {row.rule: rule_title(by, row.rule, one.closing.month) for row in rows}
    return {
        **_line(one), "steps": said, "figure": words.RATES.get(one.evidence.get("figure", ""), ""), "evidence": one.evidence,
        "tasks": [(row, titles[row.rule]) for row in rows],
        "contest": forms_in.get("contest") or (forms.ReasonForm(label=_("Why it is not right"))
        if own and one.state in (PROPOSED, UPHELD) else EMPTY_FORM),
        "decide": forms_in.get("decide") or (forms.DecideForm(initial={"amount": amount})
        if by.may("reports.decide") and not own and one.state not in (SETTLED,) else EMPTY_FORM),
        "dropped": one.state == DROPPED,
    }  # fmt: skip


@require_safe
def page(request: Any, proposal_id: int) -> HttpResponse:
    """One of them."""
    return render(request, "reports/proposal.html", _facts(request.actor, proposal_id))


@require_POST
def contest(request: Any, proposal_id: int) -> HttpResponse:
    """By the person concerned."""
    by: Actor = request.actor
    with scope(by):
        asked.proposal(by, proposal_id)
    form = forms.ReasonForm(request.POST, label=_("Why it is not right"))
    if form.is_valid() and tried(form, lambda: actions.contest(by, proposal_id, form.cleaned_data["words"], at=now())):
        toast_after_redirect(request, _("Your word is on file. Your manager decides."))
        return redirect("reports:proposal", proposal_id)
    with scope(by):
        return render(request, "reports/proposal.html", _facts(by, proposal_id, contest=form), status=422)


@require_POST
def decide(request: Any, proposal_id: int) -> HttpResponse:
    """By the manager."""
    by: Actor = request.actor
    if not by.may("reports.decide"):
        raise Denied("reports.decide")
    with scope(by):
        asked.proposal(by, proposal_id)
    form = forms.DecideForm(request.POST)
    if form.is_valid() and tried(
        form, lambda: actions.decide(by, proposal_id, form.cleaned_data["amount"], form.cleaned_data["words"], at=now())
    ):
        toast_after_redirect(request, _("Decided."))
        return redirect("reports:proposal", proposal_id)
    with scope(by):
        return render(request, "reports/proposal.html", _facts(by, proposal_id, decide=form), status=422)


@require_POST
def send(request: Any, report_id: int) -> HttpResponse:
    """What was decided goes to the general manager."""
    actions.send_money(request.actor, report_id, request.POST.get("words", ""), at=now())
    toast_after_redirect(request, _("Sent to the general manager."))
    return redirect("reports:month", report_id)
