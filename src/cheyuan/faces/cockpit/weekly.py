"""A week that is over, frozen: the figures of the dictionary with their targets, and what its complaints were about.

Everything stands in one row as plain values; the page and the paper are drawn from that row alone.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.complaints import queries as complaints
from cheyuan.faces.cockpit import pictures
from cheyuan.faces.cockpit.models import Week
from cheyuan.insight.metrics import queries as metrics
from cheyuan.insight.metrics.declaring import metrics as declared
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref

SIX = timedelta(days=6)


def canonical(value: Any) -> str:
    """One form for the same content: keys sorted, no spaces."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def measured(by: Actor, monday: date) -> dict[str, Any]:
    """The figures of a store's week as they stand now, with the week before and the targets of its Sunday. In a scope."""
    known = [one.code for one in metrics.dictionary(by)]
    before = (monday - timedelta(days=7), monday - timedelta(days=1))
    values = metrics.values(by, known, monday, monday + SIX, before=before)
    targets = metrics.targets(by, on=monday + SIX)
    week = complaints.week_of(by, monday)
    return {
        "metrics": [
            {
                "code": code, "num": one.num, "den": one.den, "target": targets.get(code),
                "num_before": one.before.num if one.before else 0, "den_before": one.before.den if one.before else 0,
            }
            for code, one in values.items()
        ],
        "complaints": {
            "count": week.count, "before": week.before, "causes": [[one.kind, one.count] for one in week.causes],
            "weeks": [[one.monday.isoformat(), one.received, one.closed] for one in week.weeks],
        },
    }  # fmt: skip


def close(by: Actor, monday: date, *, at: datetime) -> Week | None:
    """Freeze a week of the one store in which ``by`` acts; None when that was done before. Two at once freeze one."""
    store_id = by.store_ids[0]
    with scope(by):
        if Week.objects.filter(store_id=store_id, monday=monday).exists():
            return None
        figures = measured(by, monday)
        digest = hashlib.sha256(canonical(figures).encode()).hexdigest()
        try:
            with transaction.atomic():
                row = Week.objects.create(
                    store_id=store_id, monday=monday, figures=figures, digest=digest, closed_at=at, by_name=by.name
                )
        except IntegrityError:
            return None
        note(by, "cockpit.week", Ref("week", row.pk), at=at, store_id=store_id, monday=str(monday), digest=digest)
        return row


def lines(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The frozen figures in words, in the order of the dictionary; a metric that nobody declares any more is left out."""
    kept, found = {one["code"]: one for one in figures.get("metrics", ())}, []
    for one in declared().values():
        row = kept.get(one.code)
        if row is None or not (row["num"] or row["den"]):
            continue
        figure, before = one.figure(row["num"], row["den"]), one.figure(row["num_before"], row["den_before"])
        change = None if figure is None or before is None else figure - before
        missed = metrics.missed(one, figure, row["target"])
        found.append({
            "code": one.code, "name": one.name, "said": metrics.said(one, figure), "before": metrics.said(one, before),
            "change": metrics.changed(one, change), "good": metrics.good(one, change),
            "mark": {None: "", True: "over", False: "well"}[missed],
            "target": "" if row["target"] is None else metrics.said(one, row["target"]),
            "counted": metrics.counted(one, row["num"], row["den"]),
        })  # fmt: skip
    return found


def _complaints(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {"count": 0, "before": 0, "causes": [], "weeks": [], **figures.get("complaints", {})}


def counts(figures: Mapping[str, Any]) -> tuple[int, int, int]:
    """(targets met, targets, complaints) of a week, for the list."""
    marks = [one["mark"] for one in lines(figures) if one["mark"]]
    return marks.count("well"), len(marks), int(_complaints(figures)["count"])


def shown(row: Week) -> dict[str, Any]:
    """What its page shows."""
    week = _complaints(row.figures)
    named = pictures.named_causes([(kind, count) for kind, count in week["causes"]])
    trend = [(date.fromisoformat(day), received, closed) for day, received, closed in week["weeks"]]
    return {
        "lines": lines(row.figures), "complaints": week, "causes": named, "trend": trend, "sunday": row.monday + SIX,
        "pareto": pictures.pareto_chart(named) if named else {}, "met": counts(row.figures),
    }  # fmt: skip
