"""The desk: a code typed or scanned, the voucher shown, redeemed for a repair order."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.records.customers import queries as customers
from cheyuan.records.vouchers import actions, codes, words
from cheyuan.records.vouchers.actions import Taken
from cheyuan.records.vouchers.actions.using import LONGEST
from cheyuan.records.vouchers.moves import GIVEN

MOST = 40


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: Any) -> HttpResponse:
    """Look a code up (``?code=``); sent with a repair order it is redeemed."""
    by: Actor = request.actor
    by.require("vouchers.use")
    given = request.POST if request.method == "POST" else request.GET
    typed, order = (
        given.get("code", "")[:MOST].replace("\x00", ""),
        given.get("order", "")[:LONGEST].replace("\x00", ""),
    )
    found, trouble, field = _looked(by, typed)
    if request.method == "POST" and found:
        try:
            taken = actions.use(by, typed, order, at=now())
        except (Missing, Denied):
            raise
        except Refused as refused:
            trouble, field = say(refused), str(refused.facts.get("field", ""))
        else:
            undo = reverse("vouchers:unuse", args=[taken.id])
            toast_after_redirect(request, _("Redeemed: %(title)s.") % {"title": taken.title}, undo=undo)
            return HttpResponseRedirect(f"{reverse('vouchers:desk')}?code={taken.code}")
    with scope(by):
        facts = {"typed": typed, "order": order, "trouble": trouble, "field": field, **_shown(by, found)}
        return render(request, "vouchers/desk.html", facts, status=422 if request.method == "POST" else 200)


def _looked(by: Actor, typed: str) -> tuple[Taken | None, str, str]:
    if not typed:
        return None, "", ""
    try:
        return actions.look(by, typed), "", ""
    except Missing:
        return None, _("No voucher with this code is valid here."), "code"
    except Denied:
        raise
    except Refused as refused:
        return None, say(refused), "code"


def _shown(by: Actor, found: Taken | None) -> dict[str, Any]:
    if found is None:
        return {"found": None}
    today = day_of(now())
    over = found.state == GIVEN and found.valid_until < today
    owner = customers.customer(by, found.customer_id) if found.customer_id and by.may("customers.view") else None
    return {
        "found": found, "worth": words.worth(found), "state": words.STATES["expired" if over else found.state],
        "mark": words.MARKS["expired" if over else found.state], "code": codes.spoken(found.code), "owner": owner,
        "open": found.state == GIVEN and not over, "kind": words.KINDS[found.kind],
        "from_store": "" if found.store_id in by.store_ids else store_names([found.store_id])[found.store_id],
    }  # fmt: skip


@require_POST
def undo(request: Any, voucher_id: int) -> HttpResponse:
    """The wrong one was redeemed."""
    actions.unuse(request.actor, voucher_id, at=now())
    if request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")
    toast_after_redirect(request, _("Taken back."))
    return HttpResponseRedirect(reverse("vouchers:desk"))
