"""The dictionary: every metric with its formula, owner, target, figure and small course."""

import csv
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.accounts.roles import LABELS
from cheyuan.base.jobs.queries import running
from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.insight.metrics import actions, picture, queries, words
from cheyuan.insight.metrics.views.shared import Wish, sheet, wish_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now


@require_safe
def page(request: Any) -> HttpResponse:
    """``?from=&to=&store=&brand=&model=``."""
    by: Actor = request.actor
    wish = wish_of(request.GET)
    facts = {
        "lines": lines(by, wish), "wish": wish, "query": wish.query(), "as_of": queries.as_of(by, stores=wish.stores),
        "stores_known": store_names(by.store_ids).items() if len(by.store_ids) > 1 else (),
        "may_refresh": by.may("metrics.refresh") and bool(by.store_id), "own": not by.may("metrics.team"),
        "busy": any(one.name == actions.WORK and one.finished_at is None for one in running(by)),
        "may_export": by.may("metrics.export"), "before": wish.days.before,
        "filled": [
            {"name": name, "label": words.DIMS[name], "value": value, "remove": f"?{wish.query(**{name: ''})}"}
            for name, value in wish.filters.items()
        ],
    }  # fmt: skip
    return render(request, "metrics/dictionary.html", facts)


def lines(by: Actor, wish: Wish) -> list[dict[str, Any]]:
    """One per metric: one question for all figures, one for all courses, one for the targets."""
    known = queries.dictionary(by)
    codes = [one.code for one in known]
    days, before = wish.days, wish.days.before
    found = queries.values(by, codes, days.first, days.last, before=(before.first, before.last), **wish.given)
    year = days.year()
    courses = queries.courses(by, codes, year.first, year.last, **wish.given)
    wished = queries.targets(by, stores=wish.stores, on=days.last)
    return [
        {
            "metric": one, "value": found[one.code], "said": queries.said(one, found[one.code].figure),
            "change": queries.changed(one, found[one.code].change), "good": queries.good(one, found[one.code].change),
            "target": queries.said(one, wished[one.code]) if one.code in wished else "",
            "missed": queries.missed(one, found[one.code].figure, wished.get(one.code)),
            "line": picture.small(courses[one.code]), "owner": LABELS.get(one.owner, one.owner),
            "outside": queries.outside(one, wish.filters),
        }
        for one in known
    ]  # fmt: skip


@require_safe
def export(request: Any) -> HttpResponse:
    """The dictionary as a sheet. Audited."""
    by: Actor = request.actor
    by.require("metrics.export")
    wish = wish_of(request.GET)
    rows = [
        [str(one["metric"].name), one["said"], one["value"].num, one["value"].den, one["target"], str(one["owner"]),
         str(one["metric"].formula)]
        for one in lines(by, wish)
    ]  # fmt: skip
    out = StringIO()
    head = [
        _("Metric"),
        pgettext("metric", "Figure"),
        _("Numerator"),
        _("Denominator"),
        _("Target"),
        _("Owner of the metric"),
        _("Formula"),
    ]
    csv.writer(out).writerows([head, *rows])
    actions.exported(by, "", len(rows), at=now(), first=str(wish.days.first), last=str(wish.days.last))
    return sheet(out.getvalue(), f"metrics-{wish.days.first}-{wish.days.last}.csv")


@require_POST
def refresh(request: Any) -> HttpResponse:
    """Put it in line; the top bar shows how far it is."""
    actions.start_refresh(request.actor, at=now())
    toast_after_redirect(
        request, _("The figures are being reckoned. You can go on working; the top bar shows when it is done.")
    )
    return redirect("metrics:dictionary")
