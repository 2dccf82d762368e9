"""Closed months: which there are, each as a page with its plan and signature, as a PDF."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.approvals import queries as asked_of
from cheyuan.base.documents.press import typeset
from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.engage.care.queries import rule_title
from cheyuan.engage.reports import actions, forms, freezing, weak, words
from cheyuan.engage.reports.document import paper
from cheyuan.engage.reports.models import Closing, Report
from cheyuan.engage.reports.moves import APPROVED, CONTESTED, DRAFT, PROPOSED, SUBMITTED
from cheyuan.engage.reports.period import MONTH, Period, month_before
from cheyuan.engage.reports.queries import closings
from cheyuan.engage.reports.queries.figures import Wish
from cheyuan.engage.reports.queries.proposals import proposals
from cheyuan.engage.reports.tally import Figures
from cheyuan.engage.reports.views.figures import goals, shown
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref

SHOWN = 60


@require_safe
def listed(request: Any) -> HttpResponse:
    """The months, the newest first; those still open can be closed."""
    by: Actor = request.actor
    rows = list(closings.reports(by)[:SHOWN])
    last = month_before(day_of(now()))
    closed = {one.store_id for one in rows if one.closing.month == last}
    still = [(pk, name) for pk, name in store_names(by.store_ids).items() if pk not in closed]
    return render(request, "reports/months.html", {
        "rows": [_line(one) for one in rows],
        "still": still if by.may("reports.close") else [], "last": last, "many": len(by.store_ids) > 1,
    })  # fmt: skip


def _line(one: Report) -> tuple[Report, object, str, Figures]:
    """A report with its state in words, its mark and its figures."""
    return one, words.REPORT_STATES[one.state], words.REPORT_MARKS[one.state], freezing.read(one.closing)


@require_POST
def close(request: Any) -> HttpResponse:
    """Close the month before in one store."""
    by: Actor = request.actor
    typed = request.POST.get("store", "")
    store = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else by.store_id or by.store_ids[0]
    closing = actions.close(by, store, month_before(day_of(now())), at=now())
    with scope(by):
        report = closings.report_of(by, closing.pk)
    toast_after_redirect(request, _("The month is closed: its figures are frozen."))
    return redirect("reports:month", report.pk)


def facts_of(by: Actor, report: Report) -> dict[str, Any]:
    """Everything on the page of a month."""
    closing, figures = report.closing, freezing.read(report.closing)
    targets, last = freezing.targets(closing.inputs), closings.before(by, closing)
    wish = Wish(Period.of(MONTH, closing.month), store=closing.store_id)
    money = proposals(by).filter(closing=closing)
    states = list(money.values_list("state", flat=True))
    newest = closings.newest(by, closing.store_id, closing.month)
    return shown(by, wish, figures) | {
        "one": report, "closing": closing, "goals": _goals(figures, last, targets), "may_write": report.state == DRAFT
        and by.may("reports.write"), "state": words.REPORT_STATES[report.state], "mark": words.REPORT_MARKS[report.state],
        "weak": [(words.RATES[one.name], one) for one in weak.weak_points(figures, targets)],
        "worst": [
            (rule_title(by, rule, closing.month), due, left)
            for rule, due, left in weak.worst_rules(figures, targets["made"])
        ],
        "plan": [(words.RATES.get(one.weak, _("in general")), one) for one in closings.measures(by, report.pk)],
        "money": len(states), "money_open": sum(one in (PROPOSED, CONTESTED) for one in states), "frozen": True,
        "may_reopen": by.may("reports.close") and newest is not None and newest.pk == closing.pk
        and report.state != SUBMITTED,
        "asked": asked_of.of(by, Ref("month_report", report.pk)), "period": wish.period, "wish": wish, "me": by.account_id,
        "newest": None if newest is None or newest.pk == closing.pk else closings.report_of(by, newest.pk),
        "definitions": [
            (name, str(text) % {"days": closing.inputs["policies"]["reports.lapse_days"]}) for name, text in words.DEFINITIONS
        ],
        "decides": by.may("approvals.decide"), "approved": report.state == APPROVED,
    }  # fmt: skip


def _goals(figures: Figures, last: Closing | None, targets: dict[str, int]) -> list[dict[str, Any]]:
    """The rates with those of the month before."""
    before = {one.name: one.share for one in weak.goals(freezing.read(last), targets)} if last else {}
    return [goal | {"before": before.get(goal["one"].name)} for goal in goals(figures, targets, None)]


def shown_page(request: Any, report_id: int, *, add: Any = None, submit: Any = None, status: int = 200) -> HttpResponse:
    """The page of a month, with forms as they were filled in."""
    by: Actor = request.actor
    report = closings.report(by, report_id)
    facts = facts_of(by, report)
    staff = forms.people(by, now()) if facts["may_write"] else []
    first = {"due_on": Period.of(MONTH, day_of(now())).until, "weak": facts["weak"][0][1].name if facts["weak"] else ""}
    facts |= {
        "add": add or forms.MeasureForm(staff=staff, initial=first),
        "reopening": forms.ReasonForm(label=_("Why it is opened again")),
        "submit": submit or forms.SubmitForm(initial={"summary": report.summary}),
    }  # fmt: skip
    return render(request, "reports/month.html", facts, status=status)


@require_safe
def page(request: Any, report_id: int) -> HttpResponse:
    """One month."""
    return shown_page(request, report_id)


@require_safe
def paper_of(request: Any, report_id: int) -> HttpResponse:
    """The PDF: the kept one of a signed report, else a proof that is not kept."""
    report = closings.report(request.actor, report_id)
    if report.file_name:
        return HttpResponseRedirect(reverse("files:download", args=[report.file_name]))
    made = typeset(paper(request.actor, report), at=report.closing.closed_at, seconds=20)
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{report.store.code}-{report.closing.month:%Y-%m}-proof.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def reopen(request: Any, report_id: int) -> HttpResponse:
    """Reckon the month anew, with the reason."""
    by: Actor = request.actor
    form = forms.ReasonForm(request.POST)
    with scope(by):
        closing_id = closings.report(by, report_id).closing_id
    if form.is_valid():
        closing = actions.reopen(by, closing_id, form.cleaned_data["words"], at=now())
        with scope(by):
            report_id = closings.report_of(by, closing.pk).pk
        toast_after_redirect(request, _("Opened again: version %(number)s is frozen.") % {"number": closing.version})
        return redirect("reports:month", report_id)
    raise Refused("reopen_reason")
