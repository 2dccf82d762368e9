"""Reckoning the figures of a store anew. Loaded by a child only: it brings the data engine with it."""

from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connection

from cheyuan.base.lake import snapshot
from cheyuan.base.lake.published import Published
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.insight.metrics import texts
from cheyuan.insight.metrics.computing import Engine, Report, all_figures
from cheyuan.insight.metrics.declaring import Metric, metrics
from cheyuan.insight.metrics.models import Refresh
from cheyuan.insight.metrics.months import asked, back
from cheyuan.insight.metrics.writing import write
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

LOCK = 7_310_021


def answer(by: Actor, progress: Report, *, store_id: int, as_of: str) -> dict[str, Any]:
    """What a child answers: the numbers of the run."""
    texts.write(by, progress)
    run = reckon(by, store_id, as_of=date.fromisoformat(as_of), at=now(), report=progress)
    return {"refresh": run.pk, "figures": run.figures, "changed": run.changed, "gone": run.gone}


def reckon(
    by: Actor, store_id: int, *, as_of: date, at: datetime, report: Report = lambda done, total: None
) -> Refresh:
    """All figures of a store up to a day, as its rows are now; older than the policy's months stay as they were.

    One transaction. Of two at once the second waits and looks at newer rows. Denied without ``metrics.refresh``.
    """
    by.require("metrics.refresh")
    return _reckon(by.within(store_id), report, as_of=as_of, at=at)


@action("metrics.refresh")
def _reckon(by: Actor, report: Report, *, as_of: date, at: datetime) -> Refresh:
    store, begun = by.store_ids[0], monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, store])
    first = back(as_of, int(value("metrics.months", store, as_of)))
    known = metrics()
    numbers = [key for one in known.values() for key in one.numbers]
    engine = Engine(snapshot.take(by, sources(known)), asked([store], numbers, first, as_of, as_of), folder=_folder())
    found = all_figures(engine, known, texts.texts(by), first, as_of, report)
    changed, gone = write(store, found, first)
    return Refresh.objects.create(
        store_id=store, as_of=as_of, at=at, by_name=by.name, figures=found.num_rows, changed=changed, gone=gone,
        milliseconds=round((monotonic() - begun) * 1000),
    )  # fmt: skip


def sources(known: Any) -> list[Published]:
    """Every table that some metric reads, once."""
    found: dict[str, Published] = {}
    one: Metric
    for one in known.values():
        found |= {source.name: source for source in one.sources}
    return list(found.values())


def _folder() -> str:
    folder = Path(settings.DATA) / "cache" / "spill"
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)
