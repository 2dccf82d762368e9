"""What a rule would do in the next 30 days under other values: tasks per day, and some people with their why."""

from dataclasses import replace
from datetime import date
from time import monotonic
from typing import Any

import pyarrow as pa

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import own
from cheyuan.engage.care.models import Task
from cheyuan.engage.care.own import OwnRule
from cheyuan.engage.care.plan.policy import Values
from cheyuan.engage.care.plan.rules import BY_CODE
from cheyuan.engage.care.planning.drawn import Drawn
from cheyuan.kernel.actor import Actor

DAYS, PEOPLE, FRESH_SECONDS = 30, 10, 60.0
KEYS = pa.schema([("subject_id", pa.int64()), ("cycle", pa.string())])

BOTH = """
CREATE OR REPLACE TEMP TABLE both_ways AS
SELECT coalesce(o.subject_kind, n.subject_kind) AS subject_kind, coalesce(o.subject_id, n.subject_id) AS subject_id,
  coalesce(n.customer_id, o.customer_id) AS customer_id, coalesce(n.vehicle_id, o.vehicle_id) AS vehicle_id,
  coalesce(n.due_on, o.due_on) AS due_on, coalesce(n.facts, o.facts) AS facts,
  CASE WHEN o.cycle IS NOT NULL THEN greatest(o.opens_on, $day) END AS old_on,
  CASE WHEN n.cycle IS NOT NULL THEN greatest(n.opens_on, $day) END AS new_on, k.cycle IS NOT NULL AS known,
  CASE WHEN k.cycle IS NOT NULL THEN 'known' WHEN o.cycle IS NULL THEN 'new' WHEN n.cycle IS NULL THEN 'gone'
    WHEN new_on < old_on THEN 'earlier' WHEN new_on > old_on THEN 'later' ELSE 'same' END AS kind
FROM rows_old o FULL JOIN rows_new n ON n.subject_id = o.subject_id AND n.cycle = o.cycle
LEFT JOIN rows_known k ON k.subject_id = coalesce(o.subject_id, n.subject_id) AND k.cycle = coalesce(o.cycle, n.cycle)"""
PER_DAY = """
SELECT day, sum(old)::int AS old, sum(new)::int AS new FROM (
  SELECT old_on AS day, 1 AS old, 0 AS new FROM both_ways WHERE NOT known AND old_on IS NOT NULL
  UNION ALL SELECT new_on, 0, 1 FROM both_ways WHERE NOT known AND new_on IS NOT NULL) GROUP BY day"""
KINDS = "SELECT kind, count(*)::int AS count FROM both_ways GROUP BY kind"
SOME = """
SELECT * EXCLUDE (place) FROM (
  SELECT *, row_number() OVER (PARTITION BY kind ORDER BY hash(subject_id, $seed)) AS place,
    CASE kind WHEN 'known' THEN 2 WHEN 'same' THEN 1 ELSE 0 END AS late FROM both_ways)
ORDER BY CASE WHEN late = 0 THEN place WHEN place <= 2 THEN 4 + late ELSE 100 + place END, late, kind LIMIT $people"""


def preview(by: Actor, store_id: int, rule: str, values: dict[str, Any], as_of: date, seed: int = 0) -> dict[str, Any]:
    """Days with old and new counts, how many of each kind of change, and samples.

    Tasks that exist already are "known" and not counted. Facts are those of today: nobody knows the visits to come.
    """
    here = by.within(store_id)
    here.require("care.rules.view")
    with scope(here):
        drawn = _kept(here, as_of, values)
        known = list(Task.objects.filter(store_id=store_id, rule=rule).values_list("subject_id", "cycle"))
    _compare(drawn, store_id, rule, values, known)
    con = drawn.engine.con
    counted = {row["day"]: row for row in con.sql(PER_DAY).to_arrow_table().to_pylist()}
    asked = con.execute(SOME, {"seed": seed, "people": PEOPLE})
    names = [column[0] for column in asked.description]
    some = [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
    return {
        "days": [[day.isoformat(), row["old"], row["new"]] for day, row in sorted(counted.items())],
        "kinds": dict(con.sql(KINDS).fetchall()),
        "people": some,
    }


_last: tuple[tuple[Any, ...], float, Drawn] | None = None


def _kept(by: Actor, as_of: date, values: dict[str, Any]) -> Drawn:
    """The cut of a moment ago, as long as it is fresh: who changes one word soon changes another. Values are read anew.

    A segment whose members it does not hold makes it stale.
    """
    global _last  # one cut at a time: the process answers one question at a time
    key, at = (by.group_id, by.store_ids, as_of), monotonic()
    also = [str(values.get("segment", ""))]
    if _last is None or _last[0] != key or at - _last[1] > FRESH_SECONDS:
        _last = (key, at, Drawn(by, as_of, also=also))
    else:
        _last[2].read_values(by)
        if not _last[2].asked_segments(also) <= _last[2].segments:
            _last = (key, at, Drawn(by, as_of, also=also))
    return _last[2]


def _compare(drawn: Drawn, store_id: int, rule: str, values: dict[str, Any], known: list[tuple[int, str]]) -> None:
    """Leaves the table ``both_ways`` in the engine."""
    con = drawn.engine.con
    columns = list(zip(*known, strict=True)) or [(), ()]
    con.register("rows_known", pa.table([list(one) for one in columns], schema=KEYS))
    con.register("rows_old", drawn.window(*_before(drawn, store_id, rule), DAYS))
    con.register("rows_new", drawn.window(*_after(drawn, store_id, rule, values), DAYS))
    con.execute(BOTH, {"day": drawn.as_of})


Asked = tuple[dict[int, Values], list[OwnRule]]


def _before(drawn: Drawn, store_id: int, rule: str) -> Asked:
    """The rule as it is, alone."""
    now = drawn.values[store_id]
    return {store_id: _alone(now, rule, getattr(now, f"on_{rule}", False))}, [
        one for one in drawn.own if one.code == rule
    ]


def _after(drawn: Drawn, store_id: int, rule: str, values: dict[str, Any]) -> Asked:
    if rule in BY_CODE:
        changed = replace(drawn.values[store_id], **values)
        return {store_id: _alone(changed, rule, getattr(changed, f"on_{rule}"))}, []
    mine = drawn.as_planned(own.from_values(rule, None, values))
    return {store_id: _alone(drawn.values[store_id], rule, on=False)}, [mine]


def _alone(values: Values, rule: str, on: bool) -> Values:
    off = {name: False for name in vars(values) if name.startswith("on_")}
    return replace(values, **(off | ({f"on_{rule}": on} if rule in BY_CODE else {})))
