"""Taking files in and deciding what their columns mean."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from typing import Any

from cheyuan.base.intake import pipeline, policies, queries, store
from cheyuan.base.intake.actions.common import must_be
from cheyuan.base.intake.masks import masked
from cheyuan.base.intake.meter import Progress
from cheyuan.base.intake.models import Batch, Remembered
from cheyuan.base.intake.pipeline import Input, Understood
from cheyuan.base.intake.reading.mapping import Column, keys, lacking, propose
from cheyuan.base.intake.reading.mapping import choose as decided_columns
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref


@action("intake.import")
def begin(by: Actor, store_id: int, files: Sequence[Input], *, title: str, as_of: date, at: datetime) -> Batch:
    """Take files in and say at once what each sheet is and how its columns are understood. Refused as ``pipeline.understand``."""
    with ExitStack() as stack:
        room = store.workroom(stack)
        sheets = pipeline.understand(stack, files, queries.remembered(store_id), policies.limits(store_id), room)
        one = _new(by, store_id, title, as_of, at)
        _describe(one, sheets)
    one.state = "mapping"
    one.files = store.keep(one, [store.Incoming(file.name, store.chunks_of(file.path)) for file in files])
    one.save()
    note(by, "import.begun", Ref("batch", one.pk), at=at, store_id=store_id, files=len(files))
    return one


@action("intake.import")
def receive(
    by: Actor, store_id: int, files: Iterable[store.Incoming], *, title: str, as_of: date, at: datetime
) -> Batch:
    """Take files in unread: nothing is opened here, a worker does that (``read``)."""
    one = _new(by, store_id, title, as_of, at)
    one.files = store.keep(one, files)
    if not one.files:
        raise Refused("files_missing")
    one.save(update_fields=["files"])
    note(by, "import.begun", Ref("batch", one.pk), at=at, store_id=store_id, files=len(one.files))
    return one


def take(by: Actor, store_id: int, files: Sequence[Input], *, title: str, as_of: date, at: datetime) -> Batch:
    """Take files on disk in unread: ``check`` and ``commit`` open them, with the columns as guessed or remembered."""
    incoming = [store.Incoming(one.name, store.chunks_of(one.path)) for one in files]
    return receive(by, store_id, incoming, title=title, as_of=as_of, at=at)


@action("intake.import")
def read(by: Actor, batch_id: int, *, at: datetime, progress: Progress | None = None) -> Batch:
    """Open the files and say what each sheet is; sheets that nobody knows wait for a person. Refused as ``reading.book.read``."""
    one = queries.batch(by, batch_id, lock=True)
    must_be(one, "reading")
    if progress:
        progress(0, 1)
    with ExitStack() as stack:
        files = store.opened(stack, one)
        limits, room = policies.limits(one.store_id), store.workroom(stack)
        _describe(one, pipeline.look(stack, files, queries.remembered(one.store_id), limits, room))
    one.state = "mapping"
    one.save(update_fields=["sheets", "samples", "state"])
    return one


def _new(by: Actor, store_id: int, title: str, as_of: date, at: datetime) -> Batch:
    by.within(store_id)
    row: Batch = Batch.objects.create(
        store_id=store_id, title=title[:200], as_of=as_of, by_id=by.account_id, by_name=by.name, created_at=at,
        state="reading",
    )  # fmt: skip
    return row


def _describe(one: Batch, sheets: Sequence[Understood]) -> None:
    known = set(Remembered.objects.filter(store_id=one.store_id).values_list("signature", flat=True))
    one.sheets = [{**_described(sheet), "remembered": sheet.signature in known} for sheet in sheets]
    one.samples = json.dumps([[_samples(c) for c in sheet.columns] for sheet in sheets], ensure_ascii=False)


def _samples(column: Column) -> list[str]:
    return [masked(column.field or "", one) for one in column.samples]


def _described(one: Understood) -> dict[str, Any]:
    return {
        "file": one.file,
        "title": one.title,
        "spec": one.spec.name if one.spec else pipeline.LEFT_OUT if one.left_out else "",
        "rows": one.sheet.row_count,
        "signature": one.signature,
        "header_row": one.sheet.header_row,
        "columns": _plain(one.columns),
    }


def _plain(columns: Iterable[Column]) -> list[dict[str, Any]]:
    return [{"header": c.header, "field": c.field, "confidence": c.confidence, "unit": c.unit} for c in columns]


@action("intake.import")
def choose(
    by: Actor, batch_id: int, signature: str, chosen: Mapping[str, str], *, at: datetime, spec: str = ""
) -> Batch:
    """Decide the columns of a sheet: header → field ("" keeps it as a note). Refused: sheet_field_unknown, field_twice."""
    return choose_all(by, batch_id, {signature: {**chosen, **({"spec": spec} if spec else {})}}, at=at)


@action("intake.import")
def choose_all(by: Actor, batch_id: int, decided: Mapping[str, Mapping[str, str]], *, at: datetime) -> Batch:
    """Decide several sheets at once: signature → header → field, with ``"spec"`` the sort of the sheet ("-" leaves it out).

    A sheet whose sort changes gets its columns guessed anew. Refused: sheet_field_unknown, field_twice, sheet_unknown.
    """
    one = queries.batch(by, batch_id, lock=True)
    must_be(one, "mapping", "checked")
    sheets = [{**sheet, **_decide(sheet, decided.get(sheet["signature"]))} for sheet in one.sheets]
    one.chosen = {sheet["signature"]: _as_chosen(sheet) for sheet in sheets if sheet["spec"]}
    one.sheets, one.state = sheets, "mapping"
    one.save(update_fields=["chosen", "sheets", "state"])
    note(by, "import.mapped", Ref("batch", one.pk), at=at, store_id=one.store_id)
    return one


def _decide(sheet: Mapping[str, Any], decided: Mapping[str, str] | None) -> dict[str, Any]:
    if decided is None:
        return {}
    chosen = dict(decided)
    sort = chosen.pop("spec", "") or sheet["spec"]
    if sort in ("", pipeline.LEFT_OUT):
        return {"spec": sort}
    if sort not in pipeline.SPECS:
        raise Refused("sheet_unknown", value=sort)
    spec, headers = pipeline.SPECS[sort], [column["header"] for column in sheet["columns"]]
    columns = _columns(sheet) if sort == sheet["spec"] else propose(headers, (), spec)
    if sort == sheet["spec"] and chosen:
        columns = decided_columns(columns, spec, chosen)
    return {"spec": sort, "columns": _plain(columns)}


def _columns(sheet: Mapping[str, Any]) -> list[Column]:
    return [
        Column(index, one["header"], one["field"], one["confidence"], one["unit"])
        for index, one in enumerate(sheet["columns"])
    ]


def _as_chosen(sheet: Mapping[str, Any]) -> dict[str, str]:
    names = keys(one["header"] for one in sheet["columns"])
    columns = {name: one["field"] or "" for name, one in zip(names, sheet["columns"], strict=True)}
    return {**columns, "spec": sheet["spec"]} if sheet["spec"] != pipeline.LEFT_OUT else {"spec": pipeline.LEFT_OUT}


def missing_fields(sheet: Mapping[str, Any]) -> list[str]:
    """The needed fields of a described sheet that no column fills."""
    spec = pipeline.SPECS.get(sheet["spec"])
    return lacking(_columns(sheet), spec) if spec else []
