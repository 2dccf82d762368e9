"""One voucher, and the form that gives one."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.approvals import queries as approvals
from cheyuan.base.approvals import words as signed
from cheyuan.base.channels import queries as outgoing
from cheyuan.base.channels.shown import STATES as MESSAGE_STATES
from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import queries as customers
from cheyuan.records.vouchers import actions, codes, forms, queries, words
from cheyuan.records.vouchers.models import Voucher
from cheyuan.records.vouchers.moves import ASKED, GIVEN


def _facts(by: Actor, voucher_id: int) -> dict[str, Any]:
    """What page and sheet show alike."""
    row = queries.voucher(by, voucher_id)
    ref = Ref("voucher_grant", row.grant_id)
    asked = [one for one in approvals.of(by, ref) if approvals.may_see(by, one)]
    return {
        "one": row, "worth": words.worth(row), "state": words.STATES[row.state], "mark": words.MARKS[row.state],
        "reason": words.REASONS[row.reason], "kind": words.KINDS[row.kind],
        "code": codes.spoken(row.code) if _may_read(by, row) else codes.masked(row.code),
        "said": [_said(by, one) for one in queries.reminders(by, voucher_id)],
        "asked": [(one, signed.STATES[one.state], signed.MARKS[one.state]) for one in asked],
        "used_in": store_names([row.used_in_id])[row.used_in_id] if row.used_in_id else "",
        "may_withdraw": by.may("vouchers.withdraw") and row.state == GIVEN,
        "may_use": by.may("vouchers.use") and row.state == GIVEN,
        "may_see_customer": by.may("customers.view"),
        "waits": row.state == ASKED,
    }  # fmt: skip


def _may_read(by: Actor, row: Voucher) -> bool:
    """Whoever redeems or gives reads the code; nobody does before it is approved."""
    return row.state != ASKED and (by.may("vouchers.use") or by.may("vouchers.give"))


def _said(by: Actor, one: Any) -> dict[str, Any]:
    """A reminder: the message and where it is, or why there is none."""
    message = None
    if one.message_id and by.may("messages.view"):
        message = outgoing.message(by, one.message_id)
    return {
        "one": one, "step": words.STEPS[one.step], "why": words.WHY_NOT.get(one.code, "") if one.code else "",
        "message": message, "state": MESSAGE_STATES.get(message.state, "") if message else "",
    }  # fmt: skip


@require_safe
def page(request: Any, voucher_id: int) -> HttpResponse:
    """One voucher: what it is, whose, what became of it."""
    return render(request, "vouchers/page.html", _facts(request.actor, voucher_id))


@require_safe
def sheet(request: Any, voucher_id: int) -> HttpResponse:
    """The same beside the list."""
    return render(request, "vouchers/sheet.html", _facts(request.actor, voucher_id))


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Any, customer_id: int) -> HttpResponse:
    """The form for one customer."""
    by: Actor = request.actor
    by.require("vouchers.give")
    with scope(by):
        one = customers.customer(by, customer_id)
        form = forms.Give(request.POST if request.method == "POST" else None, store_id=one.store_id)
        valid = form.is_bound and form.is_valid()
    made = _given(form, by, customer_id) if valid else None
    if made:
        said = (
            _("Voucher given.")
            if made.state == GIVEN
            else _("Asked for: it is above your limit and waits for a signature.")
        )
        undo = reverse("vouchers:end_grant", args=[made.grant_id]) if made.state == GIVEN else ""
        toast_after_redirect(request, said, undo=undo)
        return HttpResponseRedirect(reverse("vouchers:page", args=[made.pk]))
    with scope(by):
        facts = {"form": form, "one": one}
        return render(request, "vouchers/give.html", facts, status=422 if form.is_bound else 200)


def _given(form: forms.Give, by: Actor, customer_id: int) -> Voucher | None:
    try:
        return actions.give(by, customer_id, form.terms(), at=now())
    except (Missing, Denied):
        raise
    except Refused as refused:
        field = str(refused.facts.get("field", ""))
        form.add_error(field if field in form.fields else None, say(refused))
        return None


@require_POST
def withdraw(request: Any, voucher_id: int) -> HttpResponse:
    """Take it back from the customer."""
    actions.withdraw(request.actor, voucher_id, at=now())
    undo = reverse("vouchers:restore", args=[voucher_id])
    toast_after_redirect(request, _("Voucher withdrawn."), undo=undo)
    return HttpResponseRedirect(reverse("vouchers:page", args=[voucher_id]))


@require_POST
def restore(request: Any, voucher_id: int) -> HttpResponse:
    """It is valid again."""
    actions.restore(request.actor, voucher_id, at=now())
    return _back(request, reverse("vouchers:page", args=[voucher_id]))


@require_POST
def end_grant(request: Any, grant_id: int) -> HttpResponse:
    """What was just given is taken back."""
    actions.end_grant(request.actor, grant_id, at=now())
    return _back(request, reverse("vouchers:list"))


def _back(request: Any, place: str) -> HttpResponse:
    if request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")
    toast_after_redirect(request, _("Taken back."))
    return HttpResponseRedirect(place)
