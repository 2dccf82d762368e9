"""A complaint as a conversation, with the next step at hand."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.approvals import queries as asked_of
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.complaints import actions, flow, forms, nexts, queries, words
from cheyuan.engage.complaints.actions.undoing import UNDOABLE
from cheyuan.engage.complaints.models import Complaint
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.kernel.ref import Ref


def _facts(by: Actor, complaint_id: int) -> dict[str, Any]:
    """What the page and the sheet show alike."""
    one = queries.complaint(by, complaint_id)
    at = now()
    return {
        "one": one, "at": at, "said": flow.conversation(queries.steps(by, complaint_id)),
        "bars": flow.bars(one, queries.clocks(by, complaint_id), at), "stations": flow.stations(one),
        "state": words.STATES[one.state], "mark": words.MARKS[one.state], "kind": words.KINDS[one.kind],
        "department": words.DEPARTMENTS[one.department], "severity": words.SEVERITIES[one.severity],
        "channel": words.CHANNELS[one.channel], "satisfaction": words.SATISFACTION.get(one.satisfaction, ""),
        "cause": flow.cause(by, one),
        "main": nexts.main_step(by, one), "money": flow.money_of(by, asked_of.of(by, Ref("complaint", complaint_id))),
    }  # fmt: skip


def _page(request: Any, complaint_id: int, wanted: str, form: Any = None, status: int = 200) -> HttpResponse:
    by = request.actor
    facts = _facts(by, complaint_id)
    one: Complaint = facts["one"]
    asked = wanted if wanted in nexts.RIGHTS and nexts.may(by, one, wanted) else facts["main"]
    others = [name for name in nexts.possible(by, one) if name != asked]
    facts |= {
        "may_analyse": by.may("complaints.analysis"), "asked": asked, "button": words.BUTTONS.get(asked, ""),
        "form": form or (forms.form_of(by, one, asked, facts["at"]) if asked else None),
        "others": [(name, words.BUTTONS[name]) for name in others],
    }  # fmt: skip
    return render(request, "complaints/page.html", facts, status=status)


@require_safe
def page(request: Any, complaint_id: int) -> HttpResponse:
    """One complaint; ``?do=wait`` asks for another step than the next one."""
    return _page(request, complaint_id, request.GET.get("do", ""))


@require_safe
def sheet(request: Any, complaint_id: int) -> HttpResponse:
    """The same beside the list."""
    return render(request, "complaints/sheet.html", _facts(request.actor, complaint_id))


@require_POST
def step(request: Any, complaint_id: int, step: str) -> HttpResponse:
    """One step; what was typed stays when it cannot be."""
    if step not in nexts.RIGHTS:
        raise Http404
    by, at = request.actor, now()
    by.require(nexts.RIGHTS[step])
    with scope(by):
        one = queries.complaint(by, complaint_id)
        form = forms.form_of(by, one, step, at, request.POST)
        valid = form.is_valid()
    if valid and _done(form, by, one, step, at):
        undo = reverse("complaints:undo", args=[complaint_id]) if step in UNDOABLE else ""
        toast_after_redirect(request, _("%(done)s.") % {"done": words.DONE[step]}, undo=undo)
        return HttpResponseRedirect(reverse("complaints:page", args=[complaint_id]))
    with scope(by):
        return _page(request, complaint_id, step, form, 422)


def _done(form: Any, by: Actor, one: Complaint, step: str, at: Any) -> bool:
    """Whether the step was made; what a rule refuses stands at its field."""
    try:
        forms.act(by, one.pk, step, form.cleaned_data, at)
    except (Missing, Denied):
        raise
    except Refused as refused:
        if refused.status != 422:
            raise
        field = str(refused.facts.get("field", ""))
        form.add_error(field if field in form.fields else None, say(refused))
        return False
    return True


@require_POST
def undo(request: Any, complaint_id: int) -> HttpResponse:
    """Take one's own last step back."""
    actions.undo(request.actor, complaint_id, at=now())
    if request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")
    toast_after_redirect(request, _("Taken back."))
    return HttpResponseRedirect(reverse("complaints:page", args=[complaint_id]))
