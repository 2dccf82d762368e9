"""One metric: its course, how it is split, and the very rows behind it."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cheyuan.base.accounts.roles import LABELS
from cheyuan.base.lists.cells import neutral
from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.ui.words import say
from cheyuan.insight.metrics import actions, naming, picture, queries, words
from cheyuan.insight.metrics.declaring import Metric
from cheyuan.insight.metrics.queries import Row, Value
from cheyuan.insight.metrics.views.shared import Wish, sheet, wish_of
from cheyuan.kernel import ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused

PAGE = 25


@require_safe
def page(request: Any, code: str) -> HttpResponse:
    """``?from=&to=&store=&split=model&part=no&skip=25`` and a filter per dim."""
    by: Actor = request.actor
    one = queries.visible(by, code)
    wish = wish_of(request.GET, one)
    return render(request, "metrics/metric.html", _head(by, one, wish) | _course(by, one, wish))


@require_safe
def found(request: Any, code: str) -> HttpResponse:
    """The part of the page with the rows behind the figure; it comes later, as it looks at every one of them."""
    by: Actor = request.actor
    one = queries.visible(by, code)
    try:
        facts = _rows(by, one, wish_of(request.GET, one))
    except Refused as refused:
        facts = {"refused": say(refused)}
    return render(request, "metrics/_found.html", {"one": one} | facts)


def _head(by: Actor, one: Metric, wish: Wish) -> dict[str, Any]:
    days, before = wish.days, wish.days.before
    found = queries.values(by, [one.code], days.first, days.last, before=(before.first, before.last), **wish.given)
    value, target = found[one.code], queries.targets(by, stores=wish.stores, on=days.last).get(one.code)
    return {
        "one": one, "wish": wish, "query": wish.query(), "rows_query": wish.query(skip=wish.skip or ""),
        "value": value, "said": queries.said(one, value.figure),
        "before": before, "before_said": queries.said(one, value.before.figure if value.before else None),
        "change": queries.changed(one, value.change), "good": queries.good(one, value.change), "target": target,
        "target_said": queries.said(one, target) if target is not None else "",
        "missed": queries.missed(one, value.figure, target), "owner": LABELS.get(one.owner, one.owner),
        "as_of": queries.as_of(by, stores=wish.stores), "own": not by.may("metrics.team"),
        "stores_known": store_names(by.store_ids).items() if len(by.store_ids) > 1 else (),
        "may_export": by.may("metrics.export"), "filled": _filled(by, one, wish), "outside": queries.outside(one, wish.strange),
    }  # fmt: skip


def _course(by: Actor, one: Metric, wish: Wish) -> dict[str, Any]:
    """The picture of thirteen months, or of the days asked for when days or weeks are; and the parts beside each other."""
    step = wish.step or "month"
    year = wish.days.year() if step == "month" else wish.days
    found = queries.series(by, one.code, year.first, year.last, step=step, split=wish.split or None, **wish.given)
    target = queries.targets(by, stores=wish.stores, on=wish.days.last).get(one.code)
    labels = naming.labels(by, one, wish.split, found.parts) if wish.split else {}
    splits = [name for name in ("store", *one.dims) if name != "store" or len(by.store_ids) > 1]
    return {
        "course": picture.course(found, labels, target), "points": found.points, "step": step,
        "steps": words.STEPS.items(), "splits": [("", _("not split")), *((name, words.DIMS[name]) for name in splits)],
        "parts": _parts(by, one, wish) if wish.split else [], "split_word": words.DIMS.get(wish.split, ""),
    }  # fmt: skip


def _parts(by: Actor, one: Metric, wish: Wish) -> list[dict[str, Any]]:
    days = wish.days
    found = queries.series(by, one.code, days.first, days.last, step="month", split=wish.split, **wish.given)
    labels = naming.labels(by, one, wish.split, found.parts)
    totals = list(found.totals.values())
    return [
        {
            "label": labels[part], "said": queries.said(one, found.totals[part].figure), "value": found.totals[part],
            "query": wish.query(**{wish.split: part, "split": ""}) if part else "",
            "filled": _share(one, found.totals[part], totals),
        }
        for part in found.parts
    ]  # fmt: skip


def _share(one: Metric, value: Value, many: Sequence[Value]) -> float:
    """How long the bar of a part is, 0–100: ratios as they are, everything else beside the longest."""
    if one.unit == "ratio":
        return 100 * (value.figure or 0)
    longest = max((other.figure or 0 for other in many), default=0)
    return 100 * max(0.0, value.figure or 0) / longest if longest > 0 else 0


def _filled(by: Actor, one: Metric, wish: Wish) -> list[dict[str, Any]]:
    """The filters in force, each with the way without it."""
    return [
        {"name": name, "code": value, "label": words.DIMS[name], "value": naming.labels(by, one, name, [value])[value],
         "remove": f"?{wish.query(**{name: ''})}"}
        for name, value in wish.filters.items()
    ]  # fmt: skip


def _rows(by: Actor, one: Metric, wish: Wish) -> dict[str, Any]:
    days = wish.days
    found = queries.rows(
        by, one.code, days.first, days.last, after=wish.skip, limit=PAGE, part=wish.part, **wish.given
    )  # fmt: skip
    names = _names(by, one, found.rows)
    shown = [(row, _dims(one, row, names), kind_of(row)) for row in found.rows]
    back = wish.query(skip=max(0, wish.skip - PAGE) or "")
    return {
        "found": found, "rows": shown, "ratio": one.unit == "ratio", "found_said": queries.said(one, found.figure),
        "parts_known": _known_parts(wish) if one.unit == "ratio" else [],
        "older": f"?{wish.query(skip=found.next)}#rows" if found.next else "", "newer": f"?{back}#rows" if wish.skip else "",
        "which": _("%(first)s–%(last)s of %(count)s")
        % {"first": wish.skip + 1, "last": wish.skip + len(found.rows), "count": f"{found.count:,}"},
    }  # fmt: skip


def _known_parts(wish: Wish) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": f"?{wish.query(part=key)}#rows", "active": wish.part == key}
        for key, label in words.PARTS.items()
    ]


def _names(by: Actor, one: Metric, rows: Sequence[Row]) -> dict[str, Any]:
    return {name: naming.labels(by, one, name, {row.dims[name] for row in rows}) for name in one.dims}


def _dims(one: Metric, row: Row, names: dict[str, Any]) -> list[str]:
    """The dims of a row in words; a model is named with its brand already."""
    shown = [name for name in one.dims if row.dims[name] and not (name == "brand" and row.dims.get("model"))]
    return [names[name][row.dims[name]] for name in shown]


def kind_of(row: Row) -> str:
    """What kind of record it is, in words."""
    known = ref.kinds().get(row.ref.kind)
    return str(known.label) if known else row.ref.kind


@require_safe
def export(request: Any, code: str) -> HttpResponse:
    """The rows as a sheet: numbers and kinds, nobody's name, plate or phone. Audited."""
    by: Actor = request.actor
    by.require("metrics.export")
    one = queries.visible(by, code)
    wish = wish_of(request.GET, one)
    days = wish.days
    found = queries.rows(by, code, days.first, days.last, limit=queries.MOST, part=wish.part, **wish.given)
    names, out = _names(by, one, found.rows), StringIO()
    lines = csv.writer(out)
    head = [_("Day"), _("Record"), _("Number"), *(str(words.DIMS[name]) for name in one.dims)]
    lines.writerow([*head, _("Numerator"), _("Denominator")])
    for row in found.rows:
        dims = [neutral(str(names[name][row.dims[name]])) if row.dims[name] else "" for name in one.dims]
        lines.writerow([row.day, kind_of(row), row.ref.id, *dims, row.num, row.den])
    actions.exported(by, code, len(found.rows), at=now(), first=str(days.first), last=str(days.last))
    return sheet(out.getvalue(), f"{code}-{days.first}-{days.last}.csv")
