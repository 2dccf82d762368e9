"""R06, R07: after a visit here; the audit also after a delivery."""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import DAY_SECONDS, UNKNOWN_TIME, numbered, second_of
from cheyuan.engage.care.plan.joins import with_car
from cheyuan.engage.care.plan.tables import CAR
from cheyuan.engage.care.plan.windows.frame import Frame, end_of


def windows(frame: Frame) -> Iterator[ir.Table]:
    """The call after the hand-over and the audit of calls, each once per car and day."""
    t = rows(frame)
    opens = t.day + t.r06_after_days
    deadline = t.handed_over + t.r06_deadline_hours * 3600
    yield frame.windows(
        "R06", t, opens=opens, closes=opens + t.r06_keep_days, due=opens, cycle=t.day, deadline=deadline
    )
    yield _audit(frame, t.filter(t.delivered.isnull() | (t.day > t.delivered)), t.day)
    yield _audit(frame, frame.cars, frame.cars.delivered)


def rows(frame: Frame) -> ir.Table:
    """Each car's days in the workshop since its delivery, with the facts of the car."""
    t = with_car(_days(frame), frame.cars)
    return t.filter(t.delivered.isnull() | (t.day >= t.delivered))


def _days(frame: Frame) -> ir.Table:
    """Days of visits here known at ``as_of``, with the last hand-over of the day in seconds (18:00 when nobody noted it)."""
    rows, stores = frame.tables.visits, frame.tables.policies
    windows = ((stores[f"{rule}_after_days"], stores[f"{rule}_keep_days"]) for rule in ("r06", "r07", "r19"))
    reach = ibis.greatest(*(after + keep for after, keep in windows))
    rows = rows.join(stores.select("store_id", "as_of", oldest=stores.first - reach), "store_id")
    rows = rows.filter(
        rows.visited_on <= rows.as_of, numbered(rows.visited_on) >= rows.oldest, rows.here.fill_null(True)
    )
    day = numbered(rows.visited_on)
    rows = rows.select(
        *CAR, day=day, handed_over=second_of(rows.visited_at).fill_null(day * DAY_SECONDS + UNKNOWN_TIME)
    )
    return rows.group_by(*CAR, "day").agg(handed_over=rows.handed_over.max())


def _audit(frame: Frame, t: ir.Table, day: ir.IntegerValue) -> ir.Table:
    t = t.mutate(audited=day)
    opens = t.audited + t.r07_after_days
    closes, deadline = opens + t.r07_keep_days, end_of(opens + t.r07_deadline_days)
    return frame.windows("R07", t, opens=opens, closes=closes, due=opens, cycle=t.audited, deadline=deadline)
