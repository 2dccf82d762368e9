"""What stands in the database beside what was drawn: only the differences are sent back (CARE-05).

Most rows of a daily run say what they said yesterday; comparing them where they were drawn spares the database reading,
parsing and joining them all again.
"""

from concurrent.futures import Future
from dataclasses import dataclass

import pyarrow as pa

from cheyuan.base.lake import snapshot
from cheyuan.base.lake.published import VEHICLE, Published, array
from cheyuan.engage.care.planning.engine import Engine
from cheyuan.engage.care.planning.reached import Reach
from cheyuan.engage.care.planning.sql import DUE_FIGURES
from cheyuan.kernel.actor import Actor

TASKS = Published(
    "standing_tasks",
    "SELECT store_id::int4 AS store_id, id, rule, subject_kind, subject_id, cycle, customer_id, due_on, opens_on, closes_on,"
    " drawn FROM care_task WHERE state = 'open' AND run_id IS NOT NULL",
)
DUES = Published(
    "standing_dues",
    f"SELECT store_id::int4 AS store_id, vehicle_id, {', '.join(DUE_FIGURES)} FROM care_due",  # noqa: S608 - our own words
    VEHICLE,
)
KEY = ("store_id", "rule", "subject_kind", "subject_id", "cycle")
SAID = ("customer_id", "due_on", "opens_on", "closes_on", "drawn")
_matches = " AND ".join(f"s.{name} = t.{name}" for name in KEY)
_agrees = " AND ".join(f"s.{name} IS NOT DISTINCT FROM t.{name}" for name in SAID)
_figures = ", ".join(f"d.{name}" for name in DUE_FIGURES)
_stood = ", ".join(f"o.{name}" for name in DUE_FIGURES)

MARKED = "SELECT *, left(md5(facts), 16) AS drawn FROM drawn_tasks"
UNLIKE = f"SELECT s.id FROM standing_tasks s WHERE NOT EXISTS (SELECT 1 FROM marked t WHERE {_matches} AND {_agrees})"  # noqa: S608
OTHER = f"SELECT t.* FROM marked t WHERE NOT EXISTS (SELECT 1 FROM standing_tasks s WHERE {_matches} AND {_agrees})"  # noqa: S608
# Of a car whose rows did not change a task whose window has passed says what it said: nothing moves or closes it.
LOUD = f"""{UNLIKE} AND (s.subject_kind <> 'vehicle' OR s.subject_id IN (SELECT id FROM touched_cars)
  OR EXISTS (SELECT 1 FROM marked t WHERE {_matches}) OR s.subject_id IN (SELECT vehicle_id FROM changed_dues)
  OR NOT EXISTS (SELECT 1 FROM drawn_dues d WHERE d.store_id = s.store_id AND d.vehicle_id = s.subject_id))"""  # noqa: S608
CHANGED = f"""
SELECT d.* FROM drawn_dues d LEFT JOIN standing_dues o ON o.store_id = d.store_id AND o.vehicle_id = d.vehicle_id
WHERE o.vehicle_id IS NULL OR ({_figures}) IS DISTINCT FROM ({_stood})"""  # noqa: S608
GONE = """
SELECT o.vehicle_id AS id FROM standing_dues o
WHERE NOT EXISTS (SELECT 1 FROM drawn_dues d WHERE d.store_id = o.store_id AND d.vehicle_id = o.vehicle_id)"""


@dataclass(frozen=True)
class Differences:
    """``tasks`` that do not stand as drawn, with ``drawn`` (a mark of their facts); ids of open tasks ``unlike`` the plan.

    ``dues`` that are new or say something else; ids of cars whose due dates ``gone`` with them.
    """

    tasks: pa.Table
    unlike: pa.Table
    dues: pa.Table
    gone: pa.Table


def begin(by: Actor, reach: Reach | None) -> "Future[snapshot.Cut]":
    """Begin to read what stands within the actor's stores, of those drawn again, while the plan is drawn."""
    return snapshot.begin(by, (_tasks(reach), reach.narrowed(DUES)) if reach else (TASKS, DUES))


def _tasks(reach: Reach) -> Published:
    cars = f"subject_kind = 'vehicle' AND vehicle_id = ANY({array(reach.cars)})"
    people = f"subject_kind = 'customer' AND customer_id = ANY({array(reach.people)})"
    return Published(TASKS.name, f"{TASKS.select} AND ({cars} OR {people})")


def differences(
    stands: snapshot.Cut, engine: Engine, tasks: pa.Table, dues: pa.Table, reach: Reach | None
) -> Differences:
    """Compare what was drawn with what stands. What people change meanwhile is looked at again by the writing."""
    touched = pa.table({"id": pa.array(list(reach.touched) if reach else [], pa.int64())})
    named = {**stands, "marked": marked(engine, tasks), "drawn_dues": dues, "touched_cars": touched}
    with engine.holding(named) as ask:
        changed = ask(CHANGED).to_arrow_table()
        with engine.holding({"changed_dues": changed}):
            other, unlike, gone = (
                ask(statement).to_arrow_table() for statement in (OTHER, LOUD if reach else UNLIKE, GONE)
            )
        return Differences(other, unlike, changed, gone)


def marked(engine: Engine, tasks: pa.Table) -> pa.Table:
    """The tasks with the mark of their facts."""
    with engine.holding({"drawn_tasks": tasks}) as ask:
        return ask(MARKED).to_arrow_table()
