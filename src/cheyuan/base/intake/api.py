"""Imports over the API: upload → columns → check → commit → undo. Long steps are put in line; the batch says how they ended."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.base.intake import actions, queries
from cheyuan.base.intake.arrivals import fit, title_of
from cheyuan.base.intake.masks import masked
from cheyuan.base.intake.models import Batch, Trouble
from cheyuan.base.intake.shown import hint
from cheyuan.base.intake.store import Incoming
from cheyuan.base.intake.words import TITLES
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied, Refused

router = Router()
Name = Annotated[str, Field(max_length=200)]
Channel = Literal["call", "sms", "wechat", "email"]
Step = Literal["check", "commit", "undo"]


class UploadIn(In):
    """Beside the files. ``store_id`` may be left out by whoever works in one store."""

    store_id: Id | None = None
    as_of: Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))] | None = Field(
        None, description="The day of the book; today when left out, never later"
    )


class ColumnOut(Out):
    """One of their columns, and the field it fills; empty: kept as a note."""

    header: str
    field: str | None
    confidence: float


class SheetOut(Out):
    """One sheet. ``spec`` is its sort (customers, vehicles, services, …), "-" left out, empty unknown."""

    signature: str
    file: str
    title: str
    spec: str
    rows: int = Field(description="Rows of the sheet, headers among them")
    columns: list[ColumnOut]


class ImportWorkOut(Out):
    """The background work at it: waiting, running, done, failed, cancelled."""

    id: int
    state: str
    done: int
    total: int
    error: str


class BatchOut(Out):
    """One import: reading → mapping → checked → done → undone; also broken (``error`` says why) and discarded."""

    id: int
    store_id: int
    title: str
    as_of: date
    state: Literal["reading", "mapping", "checked", "done", "undone", "broken", "discarded"]
    error: str
    sheets: list[SheetOut]
    counts: dict[str, Any] = Field(description="rows, good, refused, warned, later, and what was or would be written")
    work: ImportWorkOut | None
    by_name: str
    created_at: datetime
    committed_at: datetime | None
    undone_at: datetime | None
    undo_until: datetime | None


class SheetIn(In):
    """What a sheet is: its sort, and header → field ("" keeps the column as a note). A new sort is guessed anew."""

    signature: Annotated[str, Field(min_length=1, max_length=64)]
    spec: Annotated[str, Field(max_length=20)] = ""
    columns: dict[Name, Annotated[str, Field(max_length=60)]] = Field({}, max_length=500)


class ColumnsIn(In):
    """The sheets to decide; others stay as they are."""

    sheets: Annotated[list[SheetIn], Field(min_length=1, max_length=100)]


class CommitIn(In):
    """How to write. Without channels nobody consents to marketing; with them ``consent_proof`` says where it is kept."""

    only_if_clean: bool = Field(False, description="Write nothing when a row is refused")
    consent_channels: Annotated[list[Channel], Field(max_length=4)] = []
    consent_proof: Annotated[str, Field(max_length=200)] = ""


class ProblemsIn(PageIn):
    """Which problems."""

    severity: Literal["", "error", "warning"] = ""
    code: Annotated[str, Field(max_length=40)] = ""


class RowProblemOut(Out):
    """What is wrong with one value of one row; the value is masked, the row counts from 1 as the sheet shows it."""

    id: int
    sheet: str
    row: int
    field: str
    code: str
    severity: Literal["error", "warning"]
    value: str
    text: str = Field(description="The sentence, in the caller's language")


def shown(one: Batch) -> dict[str, Any]:
    """An import as the API says it; asked inside a scope."""
    fields = {name: getattr(one, name, None) for name in BatchOut.model_fields}
    until = queries.undo_until(one) if one.state == "done" else None
    return {**fields, "work": queries.work_of(one), "undo_until": until}


@router.get("", response=Page[BatchOut], summary="Imports", operation_id="imports")
def imports(request: Any, wish: Query[PageIn]) -> dict[str, Any]:
    """Newest first."""
    return page(queries.batches(request.actor), wish, ("-id",), shown)


@router.post("", response={202: BatchOut}, summary="Upload a book", operation_id="import_upload")
def upload(request: Any, body: Form[UploadIn], files: File[list[UploadedFile]]) -> tuple[int, dict[str, Any]]:
    """Take files in (CSV, Excel); a worker opens them. Nothing is written to the book before ``commit``."""
    by, at = request.actor, now()
    by.require("intake.import")
    store_id, day = _store(by, body.store_id), body.as_of or day_of(at)
    if day > day_of(at):
        raise Refused("as_of_wrong", value=day.isoformat())
    with scope(by):
        fit(files, store_id)
        incoming = [Incoming(str(file.name), file.chunks()) for file in files]
        title = title_of([one.name for one in incoming])
        one = actions.receive(by, store_id, incoming, title=title, as_of=day, at=at)
        actions.put_in_line(by, one, "read", at=at)
        return 202, shown(one)


def _store(by: Any, asked: int | None) -> int:
    store_id = asked or by.store_id or (by.store_ids[0] if len(by.store_ids) == 1 else 0)
    if not store_id:
        raise Refused("store_choose")
    if store_id not in by.store_ids:
        raise Denied("store")
    return int(store_id)


@router.get("/{batch_id}", response=BatchOut, summary="One import", operation_id="import")
def one_import(request: Any, batch_id: Id) -> dict[str, Any]:
    """How far it is, how its sheets are understood, what came of it."""
    return shown(queries.batch(request.actor, batch_id))


@router.put("/{batch_id}/columns", response=BatchOut, summary="Decide the columns", operation_id="import_columns")
@idempotent
def columns(request: Any, batch_id: Id, body: ColumnsIn) -> dict[str, Any]:
    """Only before it is written."""
    by = request.actor
    decided = {one.signature: {**one.columns, **({"spec": one.spec} if one.spec else {})} for one in body.sheets}
    actions.choose_all(by, batch_id, decided, at=now())
    return _now(by, batch_id)


@router.post("/{batch_id}/check", response={202: BatchOut}, summary="Dry run", operation_id="import_check")
@idempotent
def check(request: Any, batch_id: Id) -> tuple[int, dict[str, Any]]:
    """Read, match and count everything; nothing is written but what is wrong."""
    return _start(request.actor, batch_id, "check")


@router.post("/{batch_id}/commit", response={202: BatchOut}, summary="Write it", operation_id="import_commit")
@idempotent
def commit(request: Any, batch_id: Id, body: CommitIn) -> tuple[int, dict[str, Any]]:
    """Every row that is not refused, in one transaction; the files are deleted after it."""
    by, proof = request.actor, body.consent_proof.strip()
    if body.consent_channels and not proof:
        raise Refused("consent_proof")
    with scope(by):
        actions.declare_consent(by, batch_id, tuple(dict.fromkeys(body.consent_channels)), proof, at=now())
        return _start(by, batch_id, "commit", only_if_clean=body.only_if_clean)


@router.post("/{batch_id}/undo", response={202: BatchOut}, summary="Take it back", operation_id="import_undo")
@idempotent
def undo(request: Any, batch_id: Id) -> tuple[int, dict[str, Any]]:
    """Within a day of writing, when nobody worked on it since."""
    request.actor.require("intake.undo")
    return _start(request.actor, batch_id, "undo")


@router.post("/{batch_id}/discard", response=BatchOut, summary="Drop it", operation_id="import_discard")
@idempotent
def discard(request: Any, batch_id: Id) -> dict[str, Any]:
    """One that was not written; its files are deleted."""
    actions.discard(request.actor, batch_id, at=now())
    return _now(request.actor, batch_id)


@router.get(
    "/{batch_id}/problems", response=Page[RowProblemOut], summary="What is wrong", operation_id="import_problems"
)
def problems(request: Any, batch_id: Id, wish: Query[ProblemsIn]) -> dict[str, Any]:
    """Every refused row and every warning, by number of the record."""
    named = {"severity": wish.severity, "code": wish.code}
    rows = queries.trouble_rows(request.actor, batch_id).filter(**{name: word for name, word in named.items() if word})
    return page(rows, wish, show=_problem)


def _problem(one: Trouble) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in ("sheet", "row", "field", "code", "severity")}
    said = [str(TITLES.get(one.code, one.code)), str(hint(one.code, one.facts) or "")]
    return {**plain, "id": one.pk, "value": masked(one.field, one.value), "text": " ".join(filter(None, said))}


def _start(by: Any, batch_id: int, step: Step, **args: Any) -> tuple[int, dict[str, Any]]:
    actions.start(by, batch_id, step, at=now(), **args)
    return 202, _now(by, batch_id)


def _now(by: Any, batch_id: int) -> dict[str, Any]:
    with scope(by):
        return shown(queries.batch(by, batch_id))
