"""The scores by consultant and month, and one interview."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.interviews import queries, rights
from cheyuan.kernel.clock import day_of, now
from cheyuan.records.receptions.queries import said_department, said_purpose

MONTHS, LATEST = 6, 30


@require_safe
def scores(request: Any) -> HttpResponse:
    """How visitors were received: six months by consultant, and what they said last."""
    by, today = request.actor, day_of(now())
    by.require("interviews.view")
    with scope(by):
        months = queries.months(by, today, MONTHS)
        rows = queries.interviews(by).select_related(*queries.WITH).order_by("-at", "-pk")
        low = request.GET.get("low") == "1"
        facts = {
            "months": [one for one in months if one.whole], "low": low, "whole": rights.sees_all(by),
            "latest": (rows.filter(low=True) if low else rows)[:LATEST],
        }  # fmt: skip
        return render(request, "interviews/scores.html", facts)


@require_safe
def page(request: Any, interview_id: int) -> HttpResponse:
    """One interview."""
    by = request.actor
    with scope(by):
        one = queries.interview(by, interview_id)
        visit = one.reception
        facts = {
            "one": one, "department": said_department(one.department),
            "purpose": said_purpose(visit.purpose) if visit else "", "may_task": by.may("care.tasks.view"),
        }  # fmt: skip
        return render(request, "interviews/page.html", facts)
