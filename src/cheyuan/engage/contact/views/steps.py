"""What is done at the desk: report, undo, claim, dial, put off, pass on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.accounts.queries import colleagues
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.human import say_moment
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.care import actions as care
from cheyuan.engage.contact import actions, queries
from cheyuan.engage.contact.forms import AnswerForm, SnoozeForm
from cheyuan.engage.contact.models import Attempt
from cheyuan.engage.contact.outcomes import label
from cheyuan.engage.contact.queries.queue import Wish
from cheyuan.engage.contact.views.desk import address, show
from cheyuan.engage.contact.views.passing import way_back
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Conflict, Refused

FIELDS = {"phone_form": "new_phone"}
"""Where the sentence of a refusal stands that does not know its field."""


@require_POST
def report(request: Any, task_id: int) -> HttpResponse:
    """Save the outcome and open the next one; errors stand at their fields and nothing typed is lost."""
    form, wish = AnswerForm(request.POST), Wish.of(request.GET)
    if not form.is_valid():
        return show(request, wish, task_id, status=422, errors=form.wrongs, given=request.POST)
    also = [int(one) for one in request.POST.getlist("also") if one.isdigit()][:20]
    return _saved(
        request, task_id, wish, lambda: actions.report(request.actor, task_id, form.answer(), at=now(), also=also)
    )


@require_POST
def correct(request: Any, task_id: int) -> HttpResponse:
    """X01: the right number or address."""
    given, wish = request.POST, Wish.of(request.GET)
    values = {name: given.get(name, "")[:200] for name in ("phone", "address", "city")}
    found = given.get("outcome") != "not_found"
    return _saved(
        request, task_id, wish,
        lambda: actions.correct(
            request.actor, task_id, at=now(), words=given.get("note", "")[:500], found=found, **values
        ),
    )  # fmt: skip


@require_POST
def answer(request: Any, task_id: int) -> HttpResponse:
    """X02: what was agreed."""
    words, wish = request.POST.get("note", "")[:500], Wish.of(request.GET)
    return _saved(
        request, task_id, wish, lambda: actions.answer_complaint(request.actor, task_id, words=words, at=now())
    )


def _saved(request: Any, task_id: int, wish: Wish, step: Callable[[], Attempt]) -> HttpResponse:
    by, at = request.actor, now()
    try:
        attempt = step()
    except Conflict as refused:
        following = _next(by, wish, task_id)
        return toast(show(request, wish, following, status=409), say(refused), kind="over")
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        field = str(refused.facts.get("field") or FIELDS.get(refused.code, "outcome"))
        return show(request, wish, task_id, status=422, errors={field: say(refused)}, given=request.POST)
    following = _next(by, wish, task_id)
    response = show(request, wish, following, view="task" if following else "queue")
    response["HX-Push-Url"] = address(following, wish)
    with scope(by):
        task = queries.task_of(by, task_id)
        said = _("%(name)s: %(outcome)s") % {"name": task.customer.name, "outcome": label(attempt.outcome)}
        if task.state == "open" and task.next_at and task.next_at > at:
            said = _("%(said)s, next %(when)s") % {"said": said, "when": say_moment(task.next_at, at)}
    return toast(response, said, undo=reverse("contact:undo", args=[attempt.pk]), kind="well")


def _next(by: Any, wish: Wish, task_id: int) -> int | None:
    with scope(by):
        return queries.next_task(by, wish, now(), but=[task_id])


@require_POST
def undo(request: Any, attempt_id: int) -> HttpResponse:
    """Take an outcome back and open the task again."""
    task = actions.undo(request.actor, attempt_id, at=now())
    place = reverse("contact:task", args=[task.pk])
    toast_after_redirect(request, _("Taken back."))
    return HttpResponse(headers={"HX-Redirect": place}) if request.htmx else HttpResponseRedirect(place)


@require_POST
def claim(request: Any, task_id: int) -> HttpResponse:
    """Said by the page when the task is shown, and every ten minutes: nobody else gets it meanwhile."""
    try:
        care.claim(request.actor, task_id, at=now())
    except Conflict as refused:
        words = say(refused) if refused.code.startswith("task_") else ""
        return render(request, "contact/_held.html", {"words": words, "task_id": task_id})
    return render(request, "contact/_held.html", {"words": "", "task_id": task_id, "mine": True})


@require_POST
def dial(request: Any, task_id: int) -> HttpResponse:
    """Show the number and dial it; the look is counted and audited."""
    number = actions.dial(request.actor, task_id, anyway=request.POST.get("anyway") == "1", at=now())
    return render(request, "contact/_call.html", {"number": number, "task_id": task_id})


@require_POST
def snooze(request: Any, task_id: int) -> HttpResponse:
    """Put it off, on to the next one."""
    at, wish = now(), Wish.of(request.GET)
    until = SnoozeForm(request.POST).moment(at)
    if until is None:
        raise Refused("answer_missing", field="until")
    with scope(request.actor):
        before = care.Before.of(queries.task_of(request.actor, task_id))
    actions.snooze(request.actor, task_id, until, at=at)
    following = _next(request.actor, wish, task_id)
    stays = request.GET.get("stay") == "1"
    response = show(request, wish, following, view="queue" if stays or not following else "task")
    response["HX-Push-Url"] = address(None if stays else following, wish)
    was = before.values["next_at"] or ""
    back = f"{reverse('contact:unsnooze', args=[task_id])}?was={was}".replace("+", "%2B")
    return toast(response, _("Put off until %(when)s.") % {"when": say_moment(until, at)}, undo=back, kind="well")


@require_POST
def unsnooze(request: Any, task_id: int) -> HttpResponse:
    """Back to when it was to be called before."""
    actions.wake(request.actor, task_id, request.GET.get("was", ""), at=now())
    return HttpResponse(headers={"HX-Redirect": reverse("contact:task", args=[task_id])})


@require_safe
def people(request: Any, task_id: int) -> HttpResponse:
    """To whom a task can be given: who is here and how much each has."""
    by, at = request.actor, now()
    by.require("care.tasks.assign")
    task = queries.task_of(by, task_id)
    found = colleagues(by, day_of(at), roles=[task.role, "care_agent"])
    loads = care.loads(by, day_of(at))
    rows = [(one, loads.get(one.id, 0)) for one in found.values()]
    return render(request, "contact/_people.html", {"rows": rows, "task": task})


@require_POST
def assign(request: Any) -> HttpResponse:
    """Give tasks to a colleague, or to nobody."""
    ids = [int(one) for one in request.POST.getlist("task") if one.isdigit()][:500]
    to, at = request.POST.get("to", ""), now()
    moved = care.assign(request.actor, ids, int(to) if to.isdigit() else None, at=at)
    said = ngettext("%(count)s task passed on.", "%(count)s tasks passed on.", len(moved)) % {"count": len(moved)}
    back = request.POST.get("back", "")
    place = back if back.startswith("/") and not back.startswith("//") else reverse("contact:queue")
    toast_after_redirect(request, said, undo=way_back(moved, at))
    return HttpResponse(headers={"HX-Redirect": place}) if request.htmx else HttpResponseRedirect(place)
