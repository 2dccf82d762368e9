"""Counting all segments of a store and writing who came and who went (INS-10): one snapshot, one transaction."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from time import monotonic
from typing import Any

from django.db import connection

from cheyuan.base.jobs.work import Progress
from cheyuan.base.journal.actions import note
from cheyuan.base.journal.events import tell
from cheyuan.base.lake import snapshot
from cheyuan.base.tenancy.acting import action
from cheyuan.insight.segments import queries
from cheyuan.insight.segments.engine import sql
from cheyuan.insight.segments.engine.held import Held, published, written
from cheyuan.insight.segments.events import SegmentChanged
from cheyuan.insight.segments.models import Run
from cheyuan.insight.segments.queries import Found
from cheyuan.insight.segments.tree import leaves_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref

LOCK = 7_310_031
BATCH = 20_000


def count(by: Actor, progress: Progress, *, store_id: int, day: str) -> dict[str, Any]:
    """Bring the membership of every segment of a store in line with a day; answers run, segments, entered, left.

    All or nothing, and twice the same: what is right already is not touched. Of two at once the second waits before it looks.
    A day before one that was counted already is refused ("segment_past"): history is not rewritten.
    """
    return _count(by.within(store_id), progress, date.fromisoformat(day))


@action("segments.view")
def _count(by: Actor, progress: Progress, day: date) -> dict[str, Any]:
    assert by.store_id is not None
    begun, at, store = monotonic(), now(), by.store_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, store])
    if Run.objects.filter(store_id=store, day__gt=day).exists():
        raise Refused("segment_past", day=day.isoformat())
    found = queries.known(by)
    run = Run.objects.create(store_id=store, day=day, started_at=at, by_name=by.name)
    counts = _written(store, day, found, _rows(by, day, found, progress))
    progress(len(found) + 1, len(found) + 1)
    _finish(by, run, counts, round((monotonic() - begun) * 1000))
    return {"run": run.pk, "segments": len(found), "entered": _sum(counts, 1), "left": _sum(counts, 2)}


Row = tuple[str, str, int, int]


def _rows(by: Actor, day: date, found: Sequence[Found], progress: Progress) -> Iterator[Row]:
    """Everybody in every segment: segment, kind, subject, customer. All questions are asked before the first row is wanted."""
    trees = {one.code: queries.resolved_tree(one, by.store_id, day) for one in found}
    codes = [leaf.field for tree in trees.values() for leaf in leaves_of(tree)]
    held = Held(snapshot.take(by, published(codes)), day)
    statements = [(one, written(held.members(one.subject, trees[one.code]))) for one in found]
    return _asked(held, statements, progress)


def _asked(held: Held, statements: Sequence[tuple[Found, str]], progress: Progress) -> Iterator[Row]:
    for place, (one, statement) in enumerate(statements):
        progress(place, len(statements) + 1)
        asked = held.con.execute(statement)
        while part := asked.fetchmany(BATCH):
            for _store, customer, vehicle in part:
                yield one.code, one.subject, vehicle if one.subject == "vehicle" else customer, customer


Counts = dict[str, tuple[int, int, int, int]]


def _written(store: int, day: date, found: Sequence[Found], rows: Iterator[Row]) -> Counts:
    """Segment → members, entered, left, customers."""
    values: dict[str, Any] = {"store": store, "day": day}
    with connection.cursor() as cursor:
        cursor.execute(sql.ARRIVED)
        _copy(cursor, "in_segment (segment)", ((one.code,) for one in found))
        _copy(cursor, "in_member (segment, subject_kind, subject_id, customer_id)", rows)
        cursor.execute(sql.READY)
        changed = {name: _ask(cursor, statement, values) for name, statement in sql.STEPS}
        cursor.execute(sql.PUT_AWAY, values)
        cursor.execute(sql.TALLY, values)
        sizes = {segment: (members, customers) for segment, members, customers in cursor.fetchall()}
        cursor.execute(sql.DONE)
    return _counts(sizes, changed)


def _counts(sizes: dict[str, tuple[int, int]], changed: dict[str, dict[str, int]]) -> Counts:
    def of(name: str) -> Callable[[str], int]:
        return lambda segment: changed[name].get(segment, 0)

    came, back, gone, never = of("entered"), of("back"), of("left"), of("never")
    known = {*sizes, *(segment for counts in changed.values() for segment in counts)}
    return {
        one: (sizes.get(one, (0, 0))[0], came(one) + back(one), gone(one) + never(one), sizes.get(one, (0, 0))[1])
        for one in known
    }


def _ask(cursor: Any, statement: str, values: dict[str, Any]) -> dict[str, int]:
    cursor.execute(statement, values)
    return dict(cursor.fetchall())


def _copy(cursor: Any, into: str, rows: Iterator[tuple[Any, ...]]) -> None:
    with cursor.cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _sum(counts: Counts, place: int) -> int:
    return sum(one[place] for one in counts.values())


def _finish(by: Actor, run: Run, counts: Counts, milliseconds: int) -> None:
    """One piece of news for each segment that changed, and one line of the audit."""
    news = [
        SegmentChanged(run.store_id, segment, run.pk, run.day.isoformat(), entered, left, members)
        for segment, (members, entered, left, _customers) in sorted(counts.items())
        if entered or left
    ]
    tell(*news)
    run.finished_at, run.milliseconds = now(), milliseconds
    run.save()
    facts = {"day": run.day.isoformat(), "entered": _sum(counts, 1), "left": _sum(counts, 2)}
    note(by, "segments.counted", Ref("segment_run", run.pk), at=run.started_at, store_id=run.store_id, **facts)
