"""One order or job with its milestones; the form that begins one."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cheyuan.base.channels import queries as outgoing
from cheyuan.base.channels.shown import STATES as MESSAGE_STATES
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.milestones import actions, finding, forms, queries, words
from cheyuan.records.milestones.models import Milestone
from cheyuan.records.milestones.steps import KINDS, NEXT


@require_safe
def page(request: Any, job_id: int) -> HttpResponse:
    """What it went through, and what the customer heard of each step."""
    by: Actor = request.actor
    job = queries.job(by, job_id)
    steps = NEXT[job.kind].get(job.step, ()) if by.may("milestones.move") else ()
    facts = {
        "job": job, "kind": words.KINDS.get(job.kind, job.kind), "step": words.step_of(job.kind, job.step),
        "rows": [_line(by, job.kind, one) for one in queries.of_job(by, job_id)],
        "next": [(step, words.step_of(job.kind, step)) for step in steps],
        "may_see_customer": by.may("customers.view"), "may_see_car": by.may("vehicles.view"),
    }  # fmt: skip
    return render(request, "milestones/page.html", facts)


def _line(by: Actor, kind: str, row: Milestone) -> dict[str, Any]:
    message = outgoing.message(by, row.message_id) if row.message_id and by.may("messages.view") else None
    return {
        "one": row, "step": words.step_of(kind, row.step), "message": message,
        "state": MESSAGE_STATES.get(message.state, "") if message else "",
        "why": words.TOLD.get(row.told, "") if not row.message_id else "",
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Any, kind: str) -> HttpResponse:
    """A car has come, a car was ordered."""
    by: Actor = request.actor
    by.require("milestones.move")
    if kind not in KINDS:
        raise Http404
    form = forms.Begin(request.POST if request.method == "POST" else None, kind=kind)
    made = _begun(form, by, kind) if form.is_bound and form.is_valid() else None
    if made:
        said = _("%(number)s: %(step)s.") % {"number": made.job.number, "step": words.step_of(kind, made.step)}
        toast_after_redirect(request, said, undo=reverse("milestones:undo", args=[made.pk]))
        return HttpResponseRedirect(f"{reverse('milestones:board')}?kind={kind}")
    with scope(by):
        facts = {"form": form, "kind": kind, "label": words.KINDS[kind]}
        return render(request, "milestones/begin.html", facts, status=422 if form.is_bound else 200)


def _begun(form: forms.Begin, by: Actor, kind: str) -> Milestone | None:
    given, store = form.cleaned_data, by.store_id or by.store_ids[0]
    try:
        with scope(by):
            car = finding.car_of(by, store, given["car"])
            fact = actions.Fact(
                kind, given["number"], given["step"], vehicle_id=car.pk if car else None, what=given["what"],
                note=given["note"],
            )  # fmt: skip
            return actions.note_fact(by, store, fact, at=now())
    except (Missing, Denied):
        raise
    except Refused as refused:
        field = str(refused.facts.get("field", ""))
        form.add_error(field if field in form.fields else None, say(refused))
        return None
