"""The call list on paper, for a day without network."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact import actions, queries
from cheyuan.engage.contact.outcomes import OUTCOMES
from cheyuan.engage.contact.queries.queue import Wish
from cheyuan.kernel.clock import day_of, now

A_PAGE, PAGES = 12, 4


@require_http_methods(["GET", "HEAD", "POST"])
def printed(request: Any) -> HttpResponse:
    """Twelve tasks a sheet with boxes to tick; numbers are masked until they are asked for, which is audited."""
    by, at, wish = request.actor, now(), Wish.of(request.GET)
    by.require("care.tasks.work")
    with scope(by):
        rows = list(queries.paper_rows(by, wish, at, A_PAGE * PAGES))
    numbers = actions.reveal_list(by, [row.pk for row in rows], at=at) if request.method == "POST" else {}
    with scope(by):
        lines = queries.lines(by, rows, at)
        shown = [
            (line, numbers.get(row.customer_id) or row.customer.phone, bool(numbers))
            for line, row in zip(lines, rows, strict=True)
        ]
        sheets = [shown[start : start + A_PAGE] for start in range(0, len(shown), A_PAGE)]
        found = {
            "sheets": sheets, "day": day_of(at), "outcomes": OUTCOMES, "full": bool(numbers), "count": len(shown),
            "store": store_names(by.store_ids[:1]).get(by.store_ids[0], ""), "wish": wish,
        }  # fmt: skip
        return render(request, "contact/printed.html", found)
