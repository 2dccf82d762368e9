"""The two passes over an import: the dry run, and the one that writes."""

from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from cheyuan.base.intake import pipeline, policies, queries, store
from cheyuan.base.intake.actions.common import alone, must_be, run_of
from cheyuan.base.intake.loaders import Declared, Run, Stage, comparers, loaders
from cheyuan.base.intake.meter import Progress
from cheyuan.base.intake.models import OPEN, Batch, Later, Opinion, Remembered, Trouble
from cheyuan.base.intake.pipeline import Result
from cheyuan.base.intake.reading.mapping import keys
from cheyuan.base.journal.actions import note
from cheyuan.base.sealed import seal
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref

ROWS = 2000
LARGE = 1000
TROUBLE = {
    "sheet": "text", "row": "int", "field": "text", "code": "text", "value": "bytea", "severity": "text", "facts": "text",
}  # fmt: skip


@action("intake.import")
def check(by: Actor, batch_id: int, *, at: datetime, progress: Progress | None = None) -> Batch:
    """The dry run: everything is read, matched and counted, nothing is written but what was wrong."""
    one = queries.batch(by, batch_id, lock=True)
    must_be(one, *OPEN)
    with ExitStack() as stack, run_of(by, one, at) as run:
        result = _pass(stack, run, one, write=False, progress=progress)
        _keep_findings(run, one, result)
    one.state, one.counts = "checked", _counts(result)
    one.save(update_fields=["state", "counts", "refused_file"])
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
    must_be(one, *OPEN)
    alone(one.store_id)
    with ExitStack() as stack, run_of(by, one, at) as run:
        if one.consent_channels:
            run.consent = Declared(tuple(one.consent_channels), one.consent_proof)
        result = _pass(stack, run, one, write=True, progress=progress)
        if only_if_clean and result.refused:
            raise Refused("import_not_clean", refused=len(result.refused))
        for compare in comparers():
            compare(run)
        _keep_findings(run, one, result)
    _keep_for_later(one, result)
    _remember_mapping(one, result, at)
    one.state, one.counts, one.committed_at = "done", _counts(result), at
    one.save(update_fields=["state", "counts", "committed_at", "refused_file"])
    note(by, "import.committed", Ref("batch", one.pk), at=at, store_id=one.store_id, **one.counts)
    store.drop_after_commit(one)
    if one.counts["good"] >= LARGE:
        transaction.on_commit(_fresh_statistics)
    return one


def _fresh_statistics() -> None:
    """Tell the planner what the tables hold now, before somebody opens a list (only their owner may, hence the function)."""
    tables = [table for loader in loaders() for table in loader.tables]
    with connection.cursor() as cursor:
        cursor.execute("SELECT intake_fresh_statistics(%s)", [tables])


def _pass(stack: ExitStack, run: Run, one: Batch, *, write: bool, progress: Progress | None) -> Result:
    with ExitStack() as readable:
        files, room = store.opened(readable, one), store.workroom(readable)
        chosen = {**queries.remembered(one.store_id), **one.chosen}
        sheets = pipeline.understand(stack, files, chosen, policies.limits(one.store_id), room)
    pipeline.check_columns(sheets)
    Opinion.objects.filter(batch_id=one.pk).delete()
    return pipeline.go(run, sheets, write=write, progress=progress)


def _counts(result: Result) -> dict[str, Any]:
    total = sum(result.rows.values())
    warnings = {(sheet, row) for sheet, row, problem in result.problems if problem.severity == "warning"}
    return {
        "rows": total, "refused": len(result.refused), "good": total - len(result.refused),
        "warned": len(warnings - result.refused), "later": len(result.later), "overflow": result.overflow, **result.counts,
    }  # fmt: skip


def _keep_findings(run: Run, one: Batch, result: Result) -> None:
    """What was wrong, and the refused rows for download (sealed)."""
    Trouble.objects.filter(batch_id=one.pk).delete()
    if one.refused_file:
        store.drop([one.refused_file])
    one.refused_file = store.keep_refused(one, pipeline.refused_rows(result)) if result.refused else ""
    if not result.problems:
        return
    stage, titles = Stage("in_trouble", TROUBLE), [sheet.title[:120] for sheet in result.sheets]
    stage.create(run)
    for sheet, row, problem in result.problems:
        value = seal("intake_trouble.value", problem.value)
        stage.add(
            run,
            (titles[sheet], row, problem.field[:120], problem.code, value, problem.severity, _json(problem.facts)),
        )
    stage.flush(run)
    run.sql(
        "INSERT INTO intake_trouble (store_id, batch_id, sheet, row, field, code, value, severity, facts)"
        " SELECT %(store)s, %(batch)s, sheet, row, field, code, value, severity, facts::jsonb FROM in_trouble"
    )


def _json(facts: Any) -> str:
    return pipeline.as_json(dict(facts)) if facts else "{}"


def _keep_for_later(one: Batch, result: Result) -> None:
    rows = (
        Later(store_id=one.store_id, batch_id=one.pk, sheet=sheet, row=row, values=values)
        for sheet, row, values in result.later
    )
    Later.objects.bulk_create(rows, batch_size=ROWS)


def _remember_mapping(one: Batch, result: Result, at: Any) -> None:
    for sheet in result.sheets:
        names = keys(column.header for column in sheet.columns)
        chosen = {name: column.field or "" for name, column in zip(names, sheet.columns, strict=True)}
        Remembered.objects.update_or_create(
            store_id=one.store_id,
            signature=sheet.signature,
            defaults={"spec": sheet.spec.name if sheet.spec else "", "chosen": chosen, "at": at},
        )
