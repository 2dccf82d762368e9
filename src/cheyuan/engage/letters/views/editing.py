"""Writing a mailing, with the number of its letters beside."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.lists import queries as lists
from cheyuan.base.lists import screen, spec
from cheyuan.base.lists.wish import Wish, parsed
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.letters import actions, forms, queries, wording, words
from cheyuan.engage.letters.audience import LIST, audience, choices, meant
from cheyuan.engage.letters.models import Mailing
from cheyuan.engage.letters.ornaments import ORNAMENTS
from cheyuan.engage.surveys import queries as surveys
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any) -> HttpResponse:
    """A new one; with conditions of the customers' list in the address, to these."""
    request.actor.require("letters.make")
    return _page(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any, mailing_id: int) -> HttpResponse:
    """A draft."""
    request.actor.require("letters.make")
    with scope(request.actor):
        one = queries.mailing(request.actor, mailing_id)
        if one.state != "draft":
            raise Conflict("letter_made")
    return _page(request, one)


def _page(request: Any, one: Mailing | None) -> HttpResponse:
    by: Actor = request.actor
    store = one.store_id if one else by.store_id or by.store_ids[0]
    with scope(by):
        form = _form(request, by, one, store)
        valid = form.is_bound and form.is_valid()
    if valid and (saved := _saved(request, by, one, store, form)):
        toast_after_redirect(request, _("Saved. Nothing is printed yet."))
        return HttpResponseRedirect(reverse("letters:page", args=[saved.pk]))
    with scope(by):
        facts = {
            "form": form, "one": one, "query": _query(request), "placeholders": wording.PLACEHOLDERS, "ornaments": ORNAMENTS,
            "drawn": form["ornament"].value() or "", "counted": _counted(request, by, one, store, form),
        }  # fmt: skip
        return render(request, "letters/edit.html", facts, status=422 if form.is_bound else 200)


def _form(request: Any, by: Actor, one: Mailing | None, store: int) -> forms.MailingForm:
    known = [(row.survey.code, row.title) for row in surveys.surveys(by) if not row.survey.archived_at] if (
        by.may("surveys.view")) else []  # fmt: skip
    own = [("keep", one.audience_name or _("as before"))] if one else []
    given = [("given", _("chosen in the list"))] if _query(request) else []
    first = forms.first_values(store, one) | ({"audience": "given"} if given and not one else {})
    data = request.POST if request.method == "POST" else None
    return forms.MailingForm(data, audiences=[*own, *given, *choices(by)], surveys=known, initial=first)


def _query(request: Any) -> str:
    """The conditions of the list from which one came, as they stood in its address."""
    return str(request.POST.get("query") or request.META.get("QUERY_STRING", ""))[:4000]


def _given(request: Any, by: Actor) -> Wish:
    one = spec.get(LIST)
    return screen.resolved(one, by, parsed(one, QueryDict(_query(request))), lists.views(by, LIST))


def _chosen(request: Any, by: Actor, one: Mailing | None, chosen: str) -> tuple[dict[str, Any], str]:
    if chosen == "keep" and one is not None:
        return one.audience, one.audience_name
    return meant(by, chosen, _given(request, by) if chosen == "given" else None)


def _saved(request: Any, by: Actor, one: Mailing | None, store: int, form: forms.MailingForm) -> Mailing | None:
    try:
        with scope(by):
            wish, name = _chosen(request, by, one, form.cleaned_data["audience"])
        draft = form.draft(wish, name)
        return actions.save(by, store, draft, mailing_id=one.pk if one else None, at=now())
    except (Missing, Denied, Conflict):
        raise
    except Refused as refused:
        field = str(refused.facts.get("field", ""))
        form.add_error(field if field in form.fields else None, say(refused))
        return None


@require_POST
def count(request: Any) -> HttpResponse:
    """How many letters it would be, while one chooses."""
    by: Actor = request.actor
    by.require("letters.make")
    typed = request.POST.get("mailing", "")
    with scope(by):
        one = queries.mailing(by, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else None
        store = one.store_id if one else by.store_id or by.store_ids[0]
        return render(request, "letters/_count.html", {"counted": _counted(request, by, one, store, None)})


def _counted(
    request: Any, by: Actor, one: Mailing | None, store: int, form: forms.MailingForm | None
) -> dict[str, Any]:
    chosen = str(form["audience"].value() or "") if form else request.POST.get("audience", "")
    purpose = str(form["purpose"].value() or "") if form else request.POST.get("purpose", "")
    if not chosen and form:
        chosen = form.fields["audience"].choices[0][0]  # type: ignore[attr-defined]
    most = queries.most(store)
    try:
        wish, _name = _chosen(request, by, one, chosen)
    except Refused:
        return {}
    found = audience(by, store, wish, "service" if purpose == "service" else "marketing", most, at=now())
    left = [(words.WHY.get(code, code), number) for code, number in found.counts.items()]
    return {"letters": len(found.ids), "out": len(found.left), "left": left, "capped": found.capped, "most": most}
