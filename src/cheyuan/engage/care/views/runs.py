"""Runs of the plan: the list with what each did, one of them rule by rule, and starting one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.jobs.queries import running
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.engage.care import queries, words
from cheyuan.engage.care.actions.rules import start_plan
from cheyuan.engage.care.models import PlanRun
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused

STEP = 50


@require_safe
def runs(request: Any) -> HttpResponse:
    """Newest first, by cursor."""
    by = request.actor
    text = request.GET.get("before", "")
    if text and not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Refused("cursor_wrong", cursor=text)
    rows = queries.runs(by).select_related("store").order_by("-pk")
    found = list((rows.filter(pk__lt=int(text)) if text else rows)[: STEP + 1])
    facts = {
        "rows": found[:STEP],
        "older": f"?before={found[STEP - 1].pk}" if len(found) > STEP else "",
        "backlog": queries.backlog(by, day_of(now())),
        "may_plan": by.may("care.plan") and bool(by.store_id),
        "several": len(by.store_ids) > 1,
        "busy": any(one.name == "care.plan" and one.finished_at is None for one in running(by)),
    }
    return render(request, "care/runs.html", facts)


@require_safe
def run(request: Any, run_id: int) -> HttpResponse:
    """What one run made, moved and closed, rule by rule, and why tasks closed themselves."""
    by = request.actor
    found = queries.run(by, run_id)
    facts = {
        "run": found,
        "rules": _rules(by, found),
        "reasons": [
            (words.reason(code), count) for code, count in sorted(found.reasons.items(), key=lambda one: -one[1])
        ],
        "backlog": queries.backlog(by, day_of(now())),
        "may_plan": by.may("care.plan") and bool(by.store_id),
    }
    return render(request, "care/run.html", facts)


def _rules(by: Actor, found: PlanRun) -> list[dict[str, Any]]:
    rows = []
    titles = {one.code: one.title for one in queries.rules(by, found.as_of)}
    for code, counts in sorted(found.by_rule.items()):
        counted = counts if isinstance(counts, dict) else {"made": counts}
        three = {what: counted.get(what, 0) for what in ("made", "moved", "closed")}
        rows.append({"code": code, "title": titles.get(code, code), **three})
    return rows


@require_POST
def plan_today(request: Any) -> HttpResponse:
    """Put it in line; the top bar shows how far it is."""
    start_plan(request.actor, at=now())
    toast_after_redirect(
        request, _("The plan is being made. You can go on working; the top bar shows when it is done.")
    )
    return redirect("care:runs")
