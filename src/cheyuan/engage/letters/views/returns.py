"""Mail that came back: numbers scanned one after the other."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.letters import actions
from cheyuan.engage.letters.models import Letter
from cheyuan.engage.letters.moves import RETURNED
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused

SHOWN = 30


@require_http_methods(["GET", "HEAD", "POST"])
def returns(request: Any) -> HttpResponse:
    """One line for the scanner; below it what came back last."""
    by: Actor = request.actor
    by.require("letters.return")
    wrong, typed, status = "", request.POST.get("number", "")[:40], 200
    if request.method == "POST":
        try:
            one = actions.give_back(by, typed, at=now())
        except Denied:
            raise
        except Missing:
            wrong, status = _("There is no letter with this number in your store."), 422
        except Refused as refused:
            wrong, status = say(refused), refused.status
        else:
            said = _("%(number)s came back. The address is to be put right.") % {"number": one.number}
            toast_after_redirect(request, said)
            return redirect("letters:returns")
    with scope(by):
        rows = Letter.objects.filter(store_id__in=by.store_ids, state=RETURNED).select_related("mailing", "customer")
        facts = {
            "rows": list(rows.order_by("-returned_at", "-pk")[:SHOWN]), "wrong": wrong, "typed": typed if wrong else "",
            "home": reverse("letters:home") if by.may("letters.view") else "", "sees": by.may("customers.view"),
        }  # fmt: skip
        return render(request, "letters/returns.html", facts, status=status)


@require_POST
def back(request: Any) -> HttpResponse:
    """The wrong one was scanned."""
    one = actions.take_back(request.actor, request.POST.get("number", "")[:40], at=now())
    toast_after_redirect(request, _("%(number)s counts as delivered again.") % {"number": one.number})
    return redirect("letters:returns")
