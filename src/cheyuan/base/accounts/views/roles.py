"""Roles × rights: what each role may do in this group."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.accounts.actions import decide_right
from cheyuan.base.accounts.actions.rights import FIXED
from cheyuan.base.accounts.actors import rights_of
from cheyuan.base.accounts.rights import ROLES_EDIT
from cheyuan.base.accounts.roles import LABELS
from cheyuan.base.accounts.views.people import widest
from cheyuan.kernel.clock import now
from cheyuan.kernel.right import ROLES, rights


@require_safe
def roles(request: Any) -> HttpResponse:
    """The table; what differs from the shipped default is marked."""
    by = widest(request)
    by.require(ROLES_EDIT)
    overrides = request.standing.overrides
    held = {role: rights_of([role], overrides) for role in ROLES}
    rooms: dict[str, list[Any]] = defaultdict(list)
    for name, right in sorted(rights().items()):
        cells = [
            {
                "role": role, "label": LABELS[role], "on": name in held[role], "own": (role, name) in overrides,
                "fixed": role == "group_admin" and name in FIXED,
            }
            for role in ROLES
        ]  # fmt: skip
        rooms[name.split(".")[0]].append({"name": name, "label": right.label, "cells": cells})
    return render(request, "accounts/roles.html", {"rooms": dict(rooms), "roles": [LABELS[role] for role in ROLES]})


@require_POST
def decide(request: Any) -> HttpResponse:
    """One cell of the table."""
    by, sent = widest(request), request.POST
    allowed = sent.get("allowed") == "1"
    decide_right(by, sent.get("role", ""), sent.get("right", ""), allowed, at=now())
    if "HX-Request" in request.headers:
        cell = {"role": sent["role"], "label": LABELS[sent["role"]], "on": allowed, "fixed": False}
        right = rights()[sent["right"]]
        cell["own"] = allowed != (sent["role"] in right.roles)
        row = {"name": right.name, "label": right.label}
        return render(request, "accounts/_right.html", {"cell": cell, "right": row})
    return redirect("accounts:roles")
