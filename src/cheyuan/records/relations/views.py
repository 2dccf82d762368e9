"""Small changes in the part "household and company" of a customer's page, each with a way back."""

from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.records.customers import queries as customers
from cheyuan.records.relations import actions, facing, queries

SALT = "relations.back"


def _token(former: dict[str, Any]) -> str:
    return signing.dumps(former, salt=SALT)


def _opened(token: str) -> dict[str, Any]:
    """What was there before; Missing for a text that we have not made."""
    try:
        former: dict[str, Any] = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Missing("undo", None) from None
    return former


def _part(request: Any, customer_id: int) -> HttpResponse:
    with scope(request.actor):
        panel = facing.shown(request.actor, customers.customer(request.actor, customer_id))
        return render(request, "relations/_panel.html", {"panel": panel})


def _fresh() -> HttpResponse:
    return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")


def _meant(request: Any, customer_id: int, *kinds: str) -> tuple[Any, Any]:
    by = request.actor
    with scope(by):
        one = customers.customer(by, customer_id)
        return one, queries.meant(by, one.store_id, request.POST.get("who", "")[:120], kinds=kinds)


@require_POST
def join(request: Any, customer_id: int) -> HttpResponse:
    """Somebody else belongs to the same household."""
    _one, other = _meant(request, customer_id, "person", "company")
    row = actions.join(request.actor, customer_id, other.pk, at=now(), part=request.POST.get("part", "")[:12])
    undo = f"{reverse('relations:leave', args=[customer_id, row.customer_id])}?undo=1"
    return toast(_part(request, customer_id), _("They belong together now."), undo=undo, kind="well")


@require_POST
def leave(request: Any, customer_id: int, other_id: int) -> HttpResponse:
    """Somebody (the customer or another) leaves the household."""
    home, part = actions.leave(request.actor, other_id, at=now())
    if request.GET.get("undo") == "1":
        return _fresh()
    token = _token({"household": home, "part": part})
    undo = reverse("relations:back", args=[other_id, token])
    return toast(_part(request, customer_id), _("Taken out of the household."), undo=undo, kind="well")


@require_POST
def back(request: Any, customer_id: int, token: str) -> HttpResponse:
    """Into the same household again."""
    former = _opened(token)
    if "household" in former:
        actions.back(request.actor, customer_id, former["household"], part=former["part"], at=now())
    elif "years" in former:
        actions.set_children(request.actor, customer_id, former["years"], at=now())
    else:
        actions.bind(request.actor, customer_id, former["role"], at=now(), company_id=former["company"],
                     vehicle_id=former["vehicle"])  # fmt: skip
    return _fresh()


@require_POST
def children(request: Any, customer_id: int) -> HttpResponse:
    """The years in which the household's children were born."""
    typed = request.POST.get("years", "").replace(",", " ").replace("，", " ").replace("、", " ").split()
    if not all(word.isascii() and word.isdigit() and len(word) == 4 for word in typed):
        raise Refused("child_year", field="years")
    former = actions.set_children(request.actor, customer_id, [int(word) for word in typed], at=now())
    undo = reverse("relations:back", args=[customer_id, _token({"years": former})])
    return toast(_part(request, customer_id), _("Years of birth kept."), undo=undo, kind="well")


@require_POST
def bind(request: Any, customer_id: int) -> HttpResponse:
    """A role: typed on the company's page it names the person, on the person's page the company."""
    one, other = _meant(request, customer_id, "person", "company")
    company, person = (one, other) if one.kind == "company" else (other, one)
    row = actions.bind(request.actor, person.pk, request.POST.get("role", ""), at=now(), company_id=company.pk)
    undo = f"{reverse('relations:unbind', args=[customer_id, row.pk])}?undo=1"
    return toast(_part(request, customer_id), _("Role kept."), undo=undo, kind="well")


@require_POST
def unbind(request: Any, customer_id: int, tie_id: int) -> HttpResponse:
    """A role ends."""
    row = actions.unbind(request.actor, tie_id, at=now())
    if request.GET.get("undo") == "1":
        return _fresh()
    token = _token({"role": row.role, "company": row.company_id, "vehicle": row.vehicle_id})
    undo = reverse("relations:back", args=[row.person_id, token])
    return toast(_part(request, customer_id), _("Role ended."), undo=undo, kind="well")
