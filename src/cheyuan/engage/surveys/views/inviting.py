"""Inviting a customer, the slip with the QR code, and filling the survey in with somebody on the phone."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.care import queries as tasks
from cheyuan.engage.surveys import actions, greeting, queries, squares, words
from cheyuan.engage.surveys.forms import Invite, Sheet
from cheyuan.engage.surveys.queries.answers import of_invitation
from cheyuan.engage.surveys.sheet import items, said
from cheyuan.kernel import plate, ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.customers import queries as customers
from cheyuan.records.vehicles import queries as vehicles


def _customer(request: Any) -> int | None:
    typed = request.POST.get("customer_id") or request.GET.get("customer", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else None


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Any) -> HttpResponse:
    """Which survey and car; without ``?customer=`` the customer is found first."""
    by: Actor = request.actor
    by.require("surveys.invite")
    with scope(by):
        one, form = _form(request, by)
        valid = form is not None and form.is_bound and form.is_valid()
    if valid and one is not None and form is not None:
        if request.POST.get("way") == "message":
            if _sent(by, one.pk, form):
                toast_after_redirect(
                    request, _("The survey leaves when the contact policy lets it; the outbox shows it.")
                )
                return HttpResponseRedirect(ref.address(ref.Ref("customer", one.pk)))
        elif made := _invited(by, one.pk, form):
            return HttpResponseRedirect(reverse("surveys:slip", args=[made.pk]))
    with scope(by):
        bound = form is not None and form.is_bound
        return render(request, "surveys/invite.html", {"one": one, "form": form}, status=422 if bound else 200)


def _form(request: Any, by: Actor) -> tuple[Any, Invite | None]:
    number = _customer(request)
    one = customers.customer(by, number) if number else None
    if one is None:
        return None, None
    known = [(row.survey.code, row.title) for row in queries.surveys(by) if row.survey.archived_at is None]
    cars = [(str(car.pk), f"{car} {plate.spoken(car.plate)}".strip()) for car in vehicles.of_customer(by, one.pk)]
    first = {"vehicle_id": cars[0][0] if len(cars) == 1 else ""}
    data = request.POST if request.method == "POST" and not request.POST.get("look") else None
    return one, Invite(data, known=known, cars=cars, initial=first)


def _invited(by: Actor, customer_id: int, form: Invite) -> Any:
    try:
        return actions.invite(by, customer_id, at=now(), **form.cleaned_data)
    except (Missing, Denied):
        raise
    except Refused as refused:
        _wrong(form, refused)
        return None


def _sent(by: Actor, customer_id: int, form: Invite) -> bool:
    try:
        return bool(actions.send(by, customer_id, at=now(), **form.cleaned_data).asked)
    except (Missing, Denied):
        raise
    except Refused as refused:
        _wrong(form, in_words(refused))
        return False


def _wrong(form: Invite, refused: Refused) -> None:
    field = str(refused.facts.get("field", ""))
    form.add_error(field if field in form.fields else None, say(refused))


def in_words(refused: Refused) -> Refused:
    """Why nothing was sent, with the code in words."""
    if refused.code != "survey_not_sent":
        return refused
    code = str(refused.facts["why"])
    return Refused(refused.code, why=words.LEFT.get(code, code))


@require_POST
def send_task(request: Any, task_id: int) -> HttpResponse:
    """The survey of a care task, as a message."""
    try:
        actions.send_for_task(request.actor, task_id, at=now())
    except (Missing, Denied):
        raise
    except Refused as refused:
        raise in_words(refused) if refused.status == 422 else refused from None
    return toast(
        HttpResponse(status=204),
        _("The survey leaves when the contact policy lets it; the outbox shows it."),
        kind="well",
    )


@require_safe
def slip(request: Any, invitation_id: int) -> HttpResponse:
    """To print and hand over with the keys: what is asked, and the QR code that leads there."""
    one, link = actions.slip(request.actor, invitation_id)
    language = get_language() or ""
    facts = {
        "one": one, "link": link, "square": squares.square(link), "title": said(one.version.title, language),
        "lead": said(one.version.lead, language), "store": one.store, "over": one.state == "open" and one.expires_at <= now(),
        "address": greeting.address(one.customer, language) if one.customer else "",
    }  # fmt: skip
    return render(request, "surveys/slip.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: Any, task_id: int) -> HttpResponse:
    """The survey of a care task, filled in during the call; once, whether by the link or here."""
    by: Actor = request.actor
    by.require("surveys.answer")
    with scope(by):
        facts = _asked(by, task_id)
    form = Sheet(facts["items"], request.POST or None)
    if request.method == "POST" and not facts["answer"] and form.is_valid():
        row = _filled(by, task_id, form)
        if row:
            words = _("Saved. A complaint was opened.") if row.complaint_id else _("The answers are saved.")
            toast_after_redirect(request, words)
            return HttpResponseRedirect(_back(task_id))
    with scope(by):
        facts |= {"form": form, "back": _back(task_id)}
        return render(request, "surveys/fill.html", facts, status=422 if form.is_bound else 200)


def _back(task_id: int) -> str:
    return ref.address(ref.Ref("task", task_id))


def _asked(by: Actor, task_id: int) -> dict[str, Any]:
    task = tasks.task(by, task_id)
    invitation = queries.of_task(task.store_id, task.pk)
    version = invitation.version if invitation else queries.for_rule(task.rule)
    return {
        "task": task, "title": said(version.title, get_language() or "") if version else _("Survey"),
        "items": items(version.questions) if version else [], "answer": of_invitation(invitation.pk) if invitation else None,
    }  # fmt: skip


def _filled(by: Actor, task_id: int, form: Sheet) -> Any:
    try:
        return actions.fill_in(by, task_id, form.given(), at=now())
    except (Missing, Denied):
        raise
    except Refused as refused:
        if refused.status != 422:
            raise
        field = f"q_{refused.facts.get('field', '')}"
        form.add_error(field if field in form.fields else None, say(refused))
        return None
