"""The next day on which each subject's plan may turn by time alone, for the run that comes after."""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from cheyuan.engage.care.own import OwnRule
from cheyuan.engage.care.planning.engine import Engine
from cheyuan.engage.care.planning.kept import TURNS

AGES = pa.schema([("months", pa.int32()), ("after", pa.int32())])
# Managers' rules may ask for an age: the car comes into it on one day and leaves it on the day after another.
EARLIEST = """
SELECT subject_kind, subject_id, min(turns_on)::int8 AS turns_on FROM (
  SELECT subject_kind, subject_id, turns_on FROM arrived_turns
  UNION ALL
  SELECT 'vehicle', v.vehicle_id, ((v.delivered_on + to_months(a.months))::date - DATE '1970-01-01') + a.after
  FROM plan_in_vehicles v, arrived_ages a WHERE (v.delivered_on + to_months(a.months))::date + a.after > $day)
GROUP BY ALL"""


def turning(engine: Engine, turns: pa.Table, rules: Iterable[OwnRule], on: date) -> pa.Table:
    """The turns that the expressions say, and those of the ages that managers' rules ask for."""
    ages = [{"months": one.age_from, "after": 0} for one in rules if one.age_from]
    ages += [{"months": one.age_until, "after": 1} for one in rules if one.age_until]
    if not ages:
        return turns.select(TURNS.names).cast(TURNS)
    engine.con.register("arrived_turns", turns)
    engine.con.register("arrived_ages", pa.Table.from_pylist(ages, schema=AGES))
    found: pa.Table = engine.con.sql(EARLIEST, params={"day": on}).to_arrow_table().cast(TURNS)
    engine.con.unregister("arrived_turns")
    engine.con.unregister("arrived_ages")
    return found
