"""The rows behind a figure: reminders, and cars of a rate."""

import csv
from io import StringIO
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cheyuan.base.accounts.queries import named
from cheyuan.base.journal.actions import note
from cheyuan.base.lists.cells import neutral
from cheyuan.engage.care.queries import rule_title
from cheyuan.engage.reports import words
from cheyuan.engage.reports.queries import rows as asked
from cheyuan.engage.reports.queries.figures import allowed
from cheyuan.engage.reports.views.figures import CAR_RATES, sheet_of
from cheyuan.engage.reports.views.shared import query_of, wish_of
from cheyuan.kernel.clock import now
from cheyuan.kernel.ref import Ref

MOST = 20_000


def _page(given: Any) -> int:
    typed = given.get("page", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1


def _asked(given: Any) -> tuple[str, str]:
    what = given.get("what", "due")
    return given.get("rule", "").replace("\x00", "")[:8], what if what in asked.WHAT else "due"


@require_safe
def reminders(request: Any) -> HttpResponse:
    """``?what=missed&rule=R09`` and the same filters as the figures."""
    by, wish, number = request.actor, allowed(request.actor, wish_of(request.GET)), _page(request.GET)
    rule, what = _asked(request.GET)
    found, count = asked.reminders(by, wish, rule=rule, what=what, skip=(number - 1) * asked.PAGE)
    people = named(by, [one.agent for one in found if one.agent])
    titles = {one: rule_title(by, one, wish.period.until) for one in {row.rule for row in found}}
    here = query_of(wish, what=what, rule=rule)
    return render(request, "reports/rows.html", {
        "rows": [(one, titles[one.rule], people.get(one.agent or 0, _("nobody's"))) for one in found], "count": count,
        "wish": wish, "period": wish.period, "what": words.WHAT[what],
        "rule": rule_title(by, rule, wish.period.until) if rule else "", "query": query_of(wish), "here": here,
        **_pager(number, count, here),
    })  # fmt: skip


def _pager(number: int, count: int, query: str) -> dict[str, Any]:
    last = -(-count // asked.PAGE)
    return {
        "newer": f"?{query}&page={number - 1}" if number > 1 else "",
        "older": f"?{query}&page={number + 1}" if number < last else "",
        "of_pages": _("Page %(page)s of %(pages)s") % {"page": number, "pages": max(1, last)},
    }


@require_safe
def export(request: Any) -> HttpResponse:
    """The reminders as a sheet: cars by the tail of their VIN, nobody's name or phone. Audited."""
    by = request.actor
    by.require("reports.export")
    wish = allowed(by, wish_of(request.GET))
    rule, what = _asked(request.GET)
    found, _count = asked.reminders(by, wish, rule=rule, what=what, most=MOST)
    people = named(by, list({one.agent for one in found if one.agent}))
    out = StringIO()
    sheet = csv.writer(out)
    sheet.writerow([
        _("Task"), _("Rule"), _("Model"), _("Tail of the VIN"), _("Deadline"), _("Colleague"),
        *(str(words.COLUMNS[name]) for name in asked.WHAT if name in words.COLUMNS and name != "due"),
    ])  # fmt: skip
    for one in found:
        yes = [int(value) for value in (one.made, one.reached, one.booked, one.returned)]
        who = people.get(one.agent or 0, "")
        sheet.writerow([one.task_id, one.rule, neutral(one.car), (one.vin or "")[-6:], one.day, neutral(who), *yes])
    note(by, "report.exported", Ref("figures", 0), at=now(), rows=len(found), rule=rule, what=what)
    return sheet_of(out.getvalue(), f"reminders-{wish.period.since}-{what}.csv")


@require_safe
def cars(request: Any) -> HttpResponse:
    """``?figure=first&what=no``: the cars of a rate."""
    by, wish, number = request.actor, wish_of(request.GET), _page(request.GET)
    figure, what = request.GET.get("figure", "lapse"), request.GET.get("what", "")
    if figure not in asked.CARS:
        raise Http404
    what = what if what in ("yes", "no") else ""
    found, count = asked.cars(by, wish, figure, what=what, skip=(number - 1) * asked.PAGE)
    rate = next(name for name, one in CAR_RATES.items() if one == figure)
    here = query_of(wish, figure=figure, what=what)
    return render(request, "reports/cars.html", {
        "rows": found, "count": count, "wish": wish, "period": wish.period, "title": words.RATES[rate], "figure": figure,
        "what": what, "query": query_of(wish), **_pager(number, count, here),
    })  # fmt: skip
