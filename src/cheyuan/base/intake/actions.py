"""An import from upload to undo. The files lie sealed until they are written or dropped; a crash leaves the book as it was."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection

from cheyuan.base.intake import pipeline, queries, store
from cheyuan.base.intake.loaders import Run, undoers
from cheyuan.base.intake.models import Batch, Later, Remembered, Trouble
from cheyuan.base.intake.pipeline import Input, Progress, Result, Understood
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.ref import Ref

LOCK = 7_310_002
BATCH = 2000


@action("intake.import")
def begin(by: Actor, store_id: int, files: Sequence[Input], *, title: str, as_of: date, at: datetime) -> Batch:
    """Take the files in, say what each sheet is and how its columns are understood. Refused as ``pipeline.understand``."""
    remembered = {
        one.signature: {**one.chosen, "spec": one.spec} for one in Remembered.objects.filter(store_id=store_id)
    }
    with ExitStack() as stack:
        sheets = [_described(one) for one in pipeline.understand(stack, files, remembered)]
    one = Batch.objects.create(
        store_id=store_id,
        title=title[:200],
        as_of=as_of,
        by_id=by.account_id,
        by_name=by.name,
        created_at=at,
        sheets=sheets,
    )
    one.files = store.keep(one.pk, files)
    one.save(update_fields=["files"])
    note(by, "import.begun", Ref("batch", one.pk), at=at, store_id=store_id, files=len(files))
    return one


def _described(one: Understood) -> dict[str, Any]:
    return {
        "file": one.file,
        "title": one.title,
        "spec": one.spec.name,
        "rows": one.sheet.row_count,
        "signature": one.signature,
        "header_row": one.sheet.header_row,
        "columns": [
            {"header": c.header, "field": c.field, "confidence": c.confidence, "unit": c.unit} for c in one.columns
        ],
    }


@action("intake.import")
def choose(
    by: Actor, batch_id: int, signature: str, chosen: Mapping[str, str], *, at: datetime, spec: str = ""
) -> Batch:
    """Decide the columns of a sheet: header → field ("" keeps it as a note). Refused: field_unknown, field_twice."""
    one = queries.batch(by, batch_id, lock=True)
    _must_be(one, "mapping", "checked")
    one.chosen = {**one.chosen, signature: {**chosen, **({"spec": spec} if spec else {})}}
    with ExitStack() as stack:
        one.sheets = [_described(sheet) for sheet in pipeline.understand(stack, store.opened(stack, one), one.chosen)]
    one.state = "mapping"
    one.save(update_fields=["chosen", "sheets", "state"])
    note(by, "import.mapped", Ref("batch", one.pk), at=at, store_id=one.store_id)
    return one


@action("intake.import")
def check(by: Actor, batch_id: int, *, at: datetime, progress: Progress | None = None) -> Batch:
    """The dry run: everything is read, matched and counted, nothing is written but what was wrong."""
    one = queries.batch(by, batch_id, lock=True)
    _must_be(one, "mapping", "checked")
    result = _pass(by, one, at, write=False, progress=progress)
    _remember_troubles(one, result)
    one.state, one.counts = "checked", _counts(result)
    one.save(update_fields=["state", "counts"])
    note(by, "import.checked", Ref("batch", one.pk), at=at, store_id=one.store_id, **one.counts)
    return one


@action("intake.import")
def commit(
    by: Actor, batch_id: int, *, at: datetime, only_if_clean: bool = False, progress: Progress | None = None
) -> Batch:
    """Write every row that is not refused, in one transaction; the files are deleted after it (P8).

    Refused("import_not_clean") when ``only_if_clean`` and rows are refused; Conflict("import_running") while another
    import of the store is being written.
    """
    one = queries.batch(by, batch_id, lock=True)
    _must_be(one, "mapping", "checked")
    _alone(one.store_id)
    result = _pass(by, one, at, write=True, progress=progress)
    if only_if_clean and result.refused:
        raise Refused("import_not_clean", refused=len(result.refused))
    _remember_troubles(one, result)
    _keep_for_later(one, result)
    _remember_mapping(one, result, at)
    one.state, one.counts, one.committed_at = "done", _counts(result), at
    one.save(update_fields=["state", "counts", "committed_at"])
    note(by, "import.committed", Ref("batch", one.pk), at=at, store_id=one.store_id, **one.counts)
    store.drop_after_commit(one)
    return one


@action("intake.undo")
def undo(by: Actor, batch_id: int, *, at: datetime) -> Batch:
    """Take a whole import back within 24 hours. Conflict("undo_late"); Refused("undo_touched") when people worked on it since."""
    one = queries.batch(by, batch_id, lock=True)
    if not queries.can_undo(one, at):
        raise Conflict("undo_late")
    _alone(one.store_id)
    with _run(by, one, at) as run:
        for function in undoers():
            function(run)
        one.counts = {**one.counts, **run.counts}
    Later.objects.filter(batch_id=one.pk).delete()
    one.state, one.undone_at = "undone", at
    one.save(update_fields=["state", "undone_at", "counts"])
    note(by, "import.undone", Ref("batch", one.pk), at=at, store_id=one.store_id)
    return one


@action("intake.import")
def discard(by: Actor, batch_id: int, *, at: datetime) -> Batch:
    """Drop an import that was not written; its files are deleted."""
    one = queries.batch(by, batch_id, lock=True)
    _must_be(one, "mapping", "checked")
    one.state = "discarded"
    one.save(update_fields=["state"])
    note(by, "import.discarded", Ref("batch", one.pk), at=at, store_id=one.store_id)
    store.drop_after_commit(one)
    return one


def _must_be(one: Batch, *states: str) -> None:
    if one.state not in states:
        raise Conflict("wrong_state", state=one.state)


def _alone(store_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, store_id])
        if not cursor.fetchone()[0]:
            raise Conflict("import_running")


@contextmanager
def _run(by: Actor, one: Batch, at: datetime) -> Iterator[Run]:
    here = by.within(one.store_id) if by.store_ids != (one.store_id,) else by
    with pipeline.cursor() as cursor:
        yield Run(here, one.store_id, one.pk, one.as_of, at, cursor)


def _pass(by: Actor, one: Batch, at: datetime, *, write: bool, progress: Progress | None) -> Result:
    with ExitStack() as stack, _run(by, one, at) as run:
        sheets = pipeline.understand(stack, store.opened(stack, one), one.chosen)
        pipeline.check_columns(sheets)
        return pipeline.go(run, sheets, write=write, progress=progress)


def _counts(result: Result) -> dict[str, Any]:
    total = sum(result.rows.values())
    warnings = {(sheet, row) for sheet, row, problem in result.problems if problem.severity == "warning"}
    return {
        "rows": total, "refused": len(result.refused), "good": total - len(result.refused),
        "warned": len(warnings - result.refused), "later": len(result.later), "overflow": result.overflow, **result.counts,
    }  # fmt: skip


def _remember_troubles(one: Batch, result: Result) -> None:
    Trouble.objects.filter(batch_id=one.pk).delete()
    titles = [sheet.title for sheet in result.sheets]
    rows = (
        Trouble(
            store_id=one.store_id, batch_id=one.pk, sheet=titles[sheet][:120], row=row, field=problem.field[:120],
            code=problem.code, value=problem.value, severity=problem.severity, facts=dict(problem.facts),
        )
        for sheet, row, problem in result.problems
    )  # fmt: skip
    Trouble.objects.bulk_create(rows, batch_size=BATCH)


def _keep_for_later(one: Batch, result: Result) -> None:
    rows = (
        Later(store_id=one.store_id, batch_id=one.pk, sheet=sheet, row=row, values=values)
        for sheet, row, values in result.later
    )
    Later.objects.bulk_create(rows, batch_size=BATCH)


def _remember_mapping(one: Batch, result: Result, at: datetime) -> None:
    for sheet in result.sheets:
        chosen = {column.header: column.field or "" for column in sheet.columns}
        Remembered.objects.update_or_create(
            store_id=one.store_id,
            signature=sheet.signature,
            defaults={"spec": sheet.spec.name, "chosen": chosen, "at": at},
        )
