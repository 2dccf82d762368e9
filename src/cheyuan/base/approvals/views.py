"""One question on a page that a thumb can answer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.accounts.roles import LABELS
from cheyuan.base.approvals import actions, listing, queries, words
from cheyuan.base.approvals.models import APPROVED, WAITING, Approval, Signature
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel import ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref


def _facts(by: Actor, approval_id: int) -> dict[str, Any]:
    one = queries.approval(by, approval_id)
    said = queries.signatures(by, approval_id)
    return {
        "one": one,
        "kind": listing.kind_of(one),
        "amount": listing.amount_of(one),
        "state": words.STATES[one.state],
        "mark": words.MARKS[one.state],
        "steps": _steps(one),
        "said": [_item(signature) for signature in said],
        "may_decide": queries.may_decide(by, one),
        "may_withdraw": one.state == WAITING and by.account_id is not None and one.asked_by_id == by.account_id,
        "address": ref.address(Ref(one.object_kind, one.object_id)),
    }


def _steps(one: Approval) -> list[dict[str, Any]]:
    """The chain in words, with what is signed and what is next."""
    return [
        {
            "label": LABELS.get(role, role),
            "done": one.state == APPROVED or place < one.step,
            "now": one.state == WAITING and place == one.step,
        }
        for place, role in enumerate(one.chain)
    ]


def _item(row: Signature) -> dict[str, Any]:
    kind = {"yes": "well", "own": "well", "no": "no"}.get(row.verdict, "none")
    text = f"{row.by_name} {words.VERDICTS[row.verdict]}"
    return {"when": row.at, "icon": "check", "text": text, "more": row.remark, "kind": kind, "mark": ""}


@require_safe
def page(request: Any, approval_id: int) -> HttpResponse:
    """One question."""
    return render(request, "approvals/approval.html", _facts(request.actor, approval_id))


@require_safe
def sheet(request: Any, approval_id: int) -> HttpResponse:
    """The same beside the list."""
    return render(request, "approvals/_approval.html", _facts(request.actor, approval_id))


@require_POST
def decide(request: Any, approval_id: int) -> HttpResponse:
    """Yes or no, with a remark; what was typed stays when it cannot be."""
    by, remark, yes = request.actor, request.POST.get("remark", ""), request.POST.get("verdict") == "yes"
    try:
        one = actions.decide(by, approval_id, yes=yes, remark=remark, at=now())
    except Refused as refused:
        if refused.status != 422:
            raise
        with scope(by):
            facts = {**_facts(by, approval_id), "remark": remark, "wrong": say(refused)}
            return render(request, "approvals/approval.html", facts, status=422)
    toast_after_redirect(request, _done(one, yes))
    return redirect("approvals:page", approval_id)


def _done(one: Approval, yes: bool) -> str:
    if not yes:
        return gettext("Refused. The person who asked is told.")
    if one.state == WAITING:
        return gettext("Signed. It goes on to: %(role)s.") % {"role": listing.role_of(one)}
    return gettext("Approved.")


@require_POST
def withdraw(request: Any, approval_id: int) -> HttpResponse:
    """Take back one's own question."""
    actions.withdraw(request.actor, approval_id, at=now())
    toast_after_redirect(request, gettext("Taken back."))
    return redirect("approvals:page", approval_id)
