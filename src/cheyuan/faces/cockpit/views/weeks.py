"""The weeks that are over: the list, one page, its PDF."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cheyuan.base.documents.press import typeset
from cheyuan.faces.cockpit import paper, queries, weekly
from cheyuan.kernel.actor import Actor

SHOWN = 60


@require_safe
def weeks(request: Any) -> HttpResponse:
    """The newest first."""
    by: Actor = request.actor
    rows = list(queries.weeks(by).select_related("store")[:SHOWN])
    facts = {"weeks": [(row, weekly.counts(row.figures)) for row in rows], "several": len(by.store_ids) > 1}
    return render(request, "cockpit/weeks.html", facts)


@require_safe
def week(request: Any, week_id: int) -> HttpResponse:
    """One of them, out of its frozen figures alone."""
    row = queries.week(request.actor, week_id)
    return render(request, "cockpit/week.html", {"row": row, **weekly.shown(row)})


@require_safe
def pdf(request: Any, week_id: int) -> HttpResponse:
    """The same on paper; the same week gives the same bytes in one language."""
    row = queries.week(request.actor, week_id)
    content = typeset(paper.source(row), at=row.closed_at)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="week-{row.store.code}-{row.monday}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
