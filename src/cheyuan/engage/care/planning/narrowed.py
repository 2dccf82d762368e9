"""The conditions of managers' rules: their tasks only for the cars that are meant."""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from cheyuan.engage.care.own import OwnRule
from cheyuan.engage.care.planning.engine import Engine

KEPT = """
SELECT t.* FROM arrived_tasks t
LEFT JOIN arrived_conditions c ON c.rule = t.rule
LEFT JOIN plan_in_vehicles v ON v.store_id = t.store_id AND v.vehicle_id = t.vehicle_id
WHERE c.rule IS NULL OR (
  (c.energy = 'any' OR lower(coalesce(nullif(v.energy, ''), 'ice')) = c.energy)
  AND (c.brand = '' OR lower(v.brand) = c.brand) AND (c.model = '' OR contains(lower(v.model), c.model))
  AND (c.age_from = 0 OR v.delivered_on + to_months(c.age_from) <= $day)
  AND (c.age_until = 0 OR v.delivered_on + to_months(c.age_until) >= $day))"""
CONDITIONS = pa.schema(
    [
        ("rule", pa.string()), ("energy", pa.string()), ("brand", pa.string()), ("model", pa.string()),
        ("age_from", pa.int32()), ("age_until", pa.int32()),
    ]
)  # fmt: skip


def narrowed(engine: Engine, tasks: pa.Table, rules: Iterable[OwnRule], on: date) -> pa.Table:
    """The tasks without those that a condition leaves out; a car's age is that of the day ``on``."""
    only = [one for one in rules if one.narrowed]
    if not only:
        return tasks
    rows = [
        {
            "rule": one.code, "energy": one.energy, "brand": one.brand.lower(), "model": one.model.lower(),
            "age_from": one.age_from, "age_until": one.age_until,
        }
        for one in only
    ]  # fmt: skip
    engine.con.register("arrived_tasks", tasks)
    engine.con.register("arrived_conditions", pa.Table.from_pylist(rows, schema=CONDITIONS))
    found: pa.Table = engine.con.sql(KEPT, params={"day": on}).to_arrow_table()
    engine.con.unregister("arrived_tasks")
    engine.con.unregister("arrived_conditions")
    return found
