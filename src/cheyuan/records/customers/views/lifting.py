"""The page on which a manager writes down that a person allows contact again."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import lifting, queries, words


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: Any, customer_id: int) -> HttpResponse:
    """What is refused, and the form; afterwards back to the person (PPL-08)."""
    if request.method != "POST":
        return _page(request, customer_id, {}, {})
    post = request.POST
    given = {name: post.get(name, "") for name in ("how", "said_on", "reason")}
    try:
        lifting.lift_refusal(
            request.actor, customer_id, post.getlist("purpose"), how=given["how"], said_on=_day(given["said_on"]),
            reason=given["reason"], at=now(),
        )  # fmt: skip
    except Refused as refused:
        errors = {str(refused.facts.get("field", "")): say(refused)}
        return _page(request, customer_id, {**given, "purposes": post.getlist("purpose")}, errors, status=422)
    toast_after_redirect(request, _("Lifted. It holds at once, in every store of the group."))
    return HttpResponseRedirect(reverse("customers:page", args=[customer_id]))


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def _page(
    request: Any, customer_id: int, given: dict[str, Any], errors: dict[str, str], status: int = 200
) -> HttpResponse:
    by = request.actor
    by.require("customers.lift")
    with scope(by):
        one = queries.customer(by, customer_id)
        standing = [
            (purpose, words.word(words.PURPOSES, purpose), [words.word(words.CHANNELS, one) for one in on])
            for purpose, on in lifting.refusals(by, one).items()
        ]
        facts = {"one": one, "standing": standing, "sources": words.SOURCES, "given": given, "errors": errors}
        return render(request, "customers/lift.html", facts, status=status)
