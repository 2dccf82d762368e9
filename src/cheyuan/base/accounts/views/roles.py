"""Roles × rights: what each role may do in this group."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.accounts.actions import decide_right
from cheyuan.base.accounts.actions.rights import FIXED
from cheyuan.base.accounts.actors import rights_of
from cheyuan.base.accounts.rights import ROLES_EDIT
from cheyuan.base.accounts.roles import LABELS
from cheyuan.base.accounts.views.people import widest
from cheyuan.kernel.clock import now
from cheyuan.kernel.right import ROLES, Right, rights

ROOMS: dict[str, object] = {
    "approvals": _("Approvals"),
    "comments": _("Comments"),
    "inbox": _("Inbox"),
    "handouts": _("Exports with phones"),
    "reports": _("Reports"),
    "surveys": _("Surveys"),
    "audit": _("Audit"),
    "audits": _("Quality audits"),
    "greetings": _("Greetings and weather"),
    "care": _("Care"),
    "cockpit": _("Cockpit"),
    "complaints": _("Complaints"),
    "contact": _("Contact centre"),
    "customers": _("Customers"),
    "duplicates": _("Duplicates"),
    "files": _("Files"),
    "intake": _("Import"),
    "letters": _("Letters"),
    "interviews": _("Interviews of visitors"),
    "lists": _("Lists"),
    "messages": _("Messages"),
    "metrics": _("Metrics"),
    "milestones": _("Milestones"),
    "people": _("People"),
    "policies": _("Policies"),
    "receptions": _("Visitor book"),
    "roles": _("Roles and rights"),
    "segments": _("Segments"),
    "scores": _("Scores"),
    "stores": _("Stores"),
    "vehicles": _("Vehicles"),
    "vouchers": _("Vouchers"),
    "work": _("Background work"),
}


def cell_of(role: str, right: Right, on: bool) -> dict[str, Any]:
    """One cell of the table: does the role carry the right, is that the group's own decision, may it change?"""
    return {
        "role": role,
        "label": LABELS[role],
        "on": on,
        "own": on != (role in right.roles),
        "fixed": role == "group_admin" and right.name in FIXED,
    }


@require_safe
def roles(request: Any) -> HttpResponse:
    """The table; what differs from the shipped default is marked."""
    widest(request).require(ROLES_EDIT)
    held = {role: rights_of([role], request.standing.overrides) for role in ROLES}
    rooms: dict[str, list[Any]] = defaultdict(list)
    for name, right in sorted(rights().items()):
        cells = [cell_of(role, right, name in held[role]) for role in ROLES]
        rooms[name.split(".")[0]].append({"name": name, "label": right.label, "cells": cells})
    shown = [(ROOMS.get(room, room), rows) for room, rows in rooms.items()]
    return render(request, "accounts/roles.html", {"rooms": shown, "roles": [LABELS[role] for role in ROLES]})


@require_POST
def decide(request: Any) -> HttpResponse:
    """One cell of the table: "role:right:1" or "…:0"."""
    role, right, allowed = [*request.POST.get("decide", "").split(":"), "", "", ""][:3]
    decide_right(widest(request), role, right, allowed == "1", at=now())
    if "HX-Request" not in request.headers:
        return redirect("accounts:roles")
    facts = {"cell": cell_of(role, rights()[right], allowed == "1"), "right": rights()[right]}
    return render(request, "accounts/_right.html", facts)
