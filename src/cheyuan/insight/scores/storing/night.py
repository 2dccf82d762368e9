"""The night of a store: one snapshot, all scores, one transaction."""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from cheyuan.base.jobs.work import Progress
from cheyuan.base.lake import snapshot
from cheyuan.base.policies.queries import values
from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.scores.declaring import dues
from cheyuan.insight.scores.exports import PRICES, SIGNS
from cheyuan.insight.scores.models import Fit, TradeIn
from cheyuan.insight.scores.reasons import reasons
from cheyuan.insight.scores.storing import customers, writing
from cheyuan.insight.scores.tradein import run
from cheyuan.insight.scores.tradein.values import from_policies
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.records.receptions.exports import receptions
from cheyuan.records.vehicles.exports import BILLS, OWNERS, SPENDING, TRADED

LOCK = 7_310_022
STAGES = 3


def reckon(by: Actor, progress: Progress, *, store_id: int, as_of: str) -> dict[str, Any]:
    """All scores of a store as of a day, written; answers how many of which. An older day than the newest changes nothing."""
    by, day = by.within(store_id), date.fromisoformat(as_of)
    with scope(by):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, store_id])
        if Fit.objects.filter(store_id=store_id, as_of__gt=day).exists():
            return {"cars": 0, "candidates": 0, "customers": 0, "method": ""}
        progress(0, STAGES)
        stored = values("scores.", store_id, day)
        looked = receptions(day - timedelta(days=stored["scores.trade_in_looked_days"]), day)
        cut = dict(snapshot.take(by, (TRADED, BILLS, OWNERS, SPENDING, SIGNS, PRICES, dues(), looked)))
        progress(1, STAGES)
        cars = traded(cut, stored, store_id, day)
        progress(2, STAGES)
        found = customers.reckoned(cut, stored, day)
        fit = customers.keep(store_id, found, day, now())
        candidates = writing.write(store_id, day, cars, found.rows(fit.pk), int(stored["scores.stay_days"]))
        progress(3, STAGES)
        return {"cars": len(cars), "candidates": candidates, "customers": len(found.each), "method": fit.method}


def traded(cut: dict[str, Any], stored: dict[str, Any], store_id: int, day: date) -> list[dict[str, Any]]:
    """The trade-in scores of the cars, with reasons; visits that looked at cars are signs too."""
    con = run.engine()
    con.con.register("came", cut["receptions"])
    con.con.register("signs", cut["signs"])
    signs = con.con.sql(
        "SELECT store_id, customer_id, vehicle_id, kind, seen_on FROM signs UNION ALL"
        " SELECT store_id, customer_id, NULL::int8, 'looked', came_on FROM came WHERE looks"
    ).to_arrow_table()
    data = {"cars": cut["traded"], "bills": cut["bills"], "signs": signs, "prices": cut["prices"], "ends": cut["dues"]}
    rows = run.compute(data, {store_id: from_policies(stored)}, day, con=con).to_pylist()
    return [{**row, "reasons": reasons(row)} for row in rows]


def newest(by: Actor) -> date | None:
    """The day of the newest scores in scope."""
    return TradeIn.objects.filter(store_id__in=by.store_ids).order_by("-as_of").values_list("as_of", flat=True).first()
