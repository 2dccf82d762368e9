"""The improvement plan of a report, and giving the report away."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.engage.reports import actions, forms
from cheyuan.engage.reports.queries import closings
from cheyuan.engage.reports.views.months import shown_page
from cheyuan.engage.reports.views.shared import tried
from cheyuan.kernel.clock import now


@require_POST
def add(request: Any, report_id: int) -> HttpResponse:
    """One more measure."""
    by = request.actor
    by.require("reports.write")
    with scope(by):
        closings.report(by, report_id)
        form = forms.MeasureForm(request.POST, staff=forms.people(by, now()))
    if form.is_valid() and tried(form, lambda: actions.add_measure(by, report_id, **form.cleaned_data, at=now())):
        toast_after_redirect(request, _("The measure is in the plan."))
        return redirect("reports:month", report_id)
    with scope(by):
        return shown_page(request, report_id, add=form, status=422)


@require_POST
def drop(request: Any, measure_id: int) -> HttpResponse:
    """Out of the plan."""
    report = actions.drop_measure(request.actor, measure_id, at=now())
    toast_after_redirect(request, _("The measure is out of the plan."))
    return redirect("reports:month", report.pk)


@require_POST
def finish(request: Any, measure_id: int) -> HttpResponse:
    """Done; ``?open=1`` takes it back."""
    done = not request.GET.get("open")
    row = actions.finish_measure(request.actor, measure_id, done=done, at=now())
    toast_after_redirect(request, _("Done.") if done else _("Taken back."))
    return redirect("reports:month", row.report_id)


@require_POST
def submit(request: Any, report_id: int) -> HttpResponse:
    """To the general manager."""
    by = request.actor
    by.require("reports.write")
    with scope(by):
        closings.report(by, report_id)
    form = forms.SubmitForm(request.POST)
    if form.is_valid() and tried(form, lambda: actions.submit(by, report_id, form.cleaned_data["summary"], at=now())):
        toast_after_redirect(request, _("The report is with the general manager."))
        return redirect("reports:month", report_id)
    with scope(by):
        return shown_page(request, report_id, submit=form, status=422)
