"""How an import ends: dropped, broken, taken back; what happens to it afterwards."""

from datetime import datetime

import psycopg

from cheyuan.base.intake import policies, queries, store
from cheyuan.base.intake.actions.common import alone, must_be, run_of
from cheyuan.base.intake.loaders import Run, comparers, undoers
from cheyuan.base.intake.meter import Meter, Progress
from cheyuan.base.intake.models import OPEN, Batch, Before, Later, Opinion, Trouble
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.ref import Ref


@action("intake.undo")
def undo(by: Actor, batch_id: int, *, at: datetime, progress: Progress | None = None) -> Batch:
    """Take a whole import back within a day. Conflict("import_undo_late"); Conflict("undo_not_last") when a later import
    stands on it; Refused("undo_touched") when people worked on it since.
    """
    one = queries.batch(by, batch_id, lock=True)
    if not queries.can_undo(one, at):
        raise Conflict("import_undo_late")
    alone(one.store_id)
    later = queries.written_after(one)
    if later:
        raise Conflict("undo_not_last", later=later.title)
    with run_of(by, one, at) as run:
        meter = Meter(progress, 1000)
        run.step = meter.through
        for function in undoers():
            function(run)
        _nothing_hangs(run)
        one.counts = {**one.counts, **run.counts}
    Later.objects.filter(batch_id=one.pk).delete()
    Opinion.objects.filter(batch_id=one.pk).delete()
    one.state, one.undone_at = "undone", at
    one.save(update_fields=["state", "undone_at", "counts"])
    note(by, "import.undone", Ref("batch", one.pk), at=at, store_id=one.store_id)
    return one


def _nothing_hangs(run: Run) -> None:
    """Rows of other rooms that point to what was taken away: the foreign keys know them. Refused("undo_referenced")."""
    try:
        run.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except psycopg.errors.ForeignKeyViolation as found:
        raise Refused("undo_referenced", table=found.diag.table_name) from None
    run.cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@action("intake.import")
def discard(by: Actor, batch_id: int, *, at: datetime) -> Batch:
    """Drop an import that was not written; its files are deleted."""
    one = queries.batch(by, batch_id, lock=True)
    must_be(one, *OPEN)
    _end(one, "discarded")
    note(by, "import.discarded", Ref("batch", one.pk), at=at, store_id=one.store_id)
    return one


@action("intake.import")
def break_off(by: Actor, batch_id: int, refused: Refused, *, at: datetime) -> Batch:
    """The files cannot be read: say why, and delete them."""
    one = queries.batch(by, batch_id, lock=True)
    must_be(one, "reading")
    one.error, one.error_facts = refused.code[:60], {name: str(fact)[:200] for name, fact in refused.facts.items()}
    _end(one, "broken")
    note(by, "import.broken", Ref("batch", one.pk), at=at, store_id=one.store_id, code=refused.code)
    return one


@action("intake.import")
def compare(by: Actor, batch_id: int, *, at: datetime) -> int:
    """Compare what a written book says of our own figures once more, now that they may be reckoned; answers the differences."""
    one = queries.batch(by, batch_id)
    must_be(one, "done")
    with run_of(by, one, at) as run:
        for function in comparers():
            function(run)
    return Opinion.objects.filter(batch_id=one.pk, compared=True).count()


def compare_open(by: Actor, *, at: datetime) -> None:
    """Inside the scope of an actor, after figures were reckoned anew: compare what books say and nobody compared yet."""
    waiting = Opinion.objects.filter(compared=False, store_id__in=by.store_ids).values("batch")
    for one in queries.written(by).filter(pk__in=waiting):
        with run_of(by, one, at) as run:
            for function in comparers():
                function(run)


def forget_old(by: Actor, *, at: datetime) -> int:
    """Nightly, as the system in one store: drop what nobody finishes, the refused rows of old imports, lost files."""
    count, store_id = 0, by.store_ids[0]
    with scope(by):
        left = queries.forgotten(by, at)
    for batch_id in left:
        discard(by, batch_id, at=at)
        count += 1
    with scope(by):
        _drop_findings(by, at)
    with scope(by):
        living = queries.living_files(by)
    return count + store.sweep(store_id, living)


def _drop_findings(by: Actor, at: datetime) -> None:
    """Refused rows are other people's data: they go with the days of intake.keep_days, the figures stay."""
    before = at - policies.keep_for(by.store_ids[0])
    for one in (
        queries.batches(by).filter(created_at__lt=before).exclude(state__in=OPEN).exclude(refused_file="", samples=None)
    ):
        store.drop_after_commit(one, refused=True)
        Trouble.objects.filter(batch_id=one.pk).update(value=None)
        Batch.objects.filter(pk=one.pk).update(refused_file="", samples=None)
    late = at - policies.undo_for(by.store_ids[0])
    Before.objects.filter(batch__in=queries.batches(by).filter(committed_at__lt=late)).delete()


def _end(one: Batch, state: str) -> None:
    store.drop_after_commit(one, refused=True)
    Trouble.objects.filter(batch_id=one.pk).delete()
    Opinion.objects.filter(batch_id=one.pk).delete()
    one.state, one.samples, one.refused_file = state, "", ""
    one.save(update_fields=["state", "samples", "refused_file", "error", "error_facts"])
