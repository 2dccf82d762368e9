"""The numbers of the business: a page of all, a page of each with its history."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from cheyuan.base.policies import actions, queries, shown
from cheyuan.base.policies.forms import GROUP, STORE, PolicyForm
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel import money, policy
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.policy import PolicySpec


@require_safe
def policies(request: Any) -> HttpResponse:
    """Every policy, room by room, as it holds in the store chosen at the top."""
    by, today = request.actor, day_of(now())
    by.require("policies.view")
    current = queries.values("", by.store_id, today)
    decided = queries.sources("", by.store_id, today)
    coming = {version.key: version for version in reversed(queries.coming("", by.store_id, today))}
    rooms: dict[str, list[shown.Row]] = {}
    for spec in policy.specs().values():
        line = shown.row(spec, current[spec.key], decided[spec.key], coming.get(spec.key))
        rooms.setdefault(shown.room(spec), []).append(line)
    return render(request, "policies/policies.html", {"rooms": sorted(rooms.items())})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Any, key: str) -> HttpResponse:
    """One policy: what holds, what is coming, a new version, everything before."""
    by, spec = request.actor, _known(key)
    by.require("policies.view")
    if request.method != "POST":
        return render(request, "policies/policy.html", _facts(by, spec, _form(by, spec)))
    form = _form(by, spec, request.POST)
    if form.is_valid():
        try:
            _decide(by, spec, form.cleaned_data, reset="reset" in request.POST)
        except Refused as refused:
            if refused.status != 422:
                raise
            form.add_error("value", say(refused))
        else:
            toast_after_redirect(request, gettext("Decided. Everything before stays in the history."))
            return redirect("policies:one", key)
    with scope(by):
        return render(request, "policies/policy.html", _facts(by, spec, form), status=422)


def _known(key: str) -> PolicySpec:
    try:
        return policy.spec(key)
    except Refused:
        raise Missing("policy", key) from None


def _decide(by: Actor, spec: PolicySpec, said: dict[str, Any], *, reset: bool) -> None:
    store = by.store_id if said["whom"] == STORE else None
    rest = {"for_store": store, "valid_from": said["valid_from"], "reason": said["reason"], "at": now()}
    if reset:
        actions.reset(by, spec.key, **rest)
    else:
        actions.set_value(by, spec.key, said["value"], **rest)


def _form(by: Actor, spec: PolicySpec, data: Any = None) -> PolicyForm:
    whom: list[tuple[str, object]] = [(STORE, gettext("this store"))] if by.store_id else []
    if by.may("policies.edit_group"):
        whom.append((GROUP, gettext("the whole group")))
    if data is not None and "reset" in data:
        data = data.copy()
        data["value"] = _typed(spec, spec.default)
    with scope(by):
        start = _typed(spec, queries.value(spec.key, by.store_id))
    first = {"value": start, "valid_from": day_of(now()), "whom": whom[0][0] if whom else ""}
    return PolicyForm(spec, whom, data, initial=first)


def _typed(spec: PolicySpec, value: Any) -> Any:
    """A value as the form's field shows it."""
    if spec.unit == "fen":
        return money.show(value).removeprefix("¥")
    return ", ".join(str(one) for one in value) if isinstance(value, tuple) else value


def _facts(by: Actor, spec: PolicySpec, form: PolicyForm) -> dict[str, Any]:
    today = day_of(now())
    versions = queries.history(by, spec.key)
    current = queries.value(spec.key, by.store_id, today)
    decided = queries.sources(spec.key, by.store_id, today)[spec.key]
    return {
        "form": form,
        "row": shown.row(spec, current, decided, None),
        "room": shown.room(spec),
        "unit": shown.unit(spec),
        "history": [(version, shown.words(spec, version.value)) for version in versions],
        "may_edit": by.may("policies.edit") and bool(form.whom),
        "today": today,
    }
