"""The one gate to imports."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from cheyuan.base.intake import policies
from cheyuan.base.intake.models import OPEN, Batch, Later, Opinion, Remembered, Trouble
from cheyuan.base.jobs.models import Work
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

SAMPLES = 5


def batches(by: Actor) -> QuerySet[Batch]:
    """The imports of the actor's stores."""
    by.require("intake.import")
    return Batch.objects.all()


def written(by: Actor) -> QuerySet[Batch]:
    """The imports of the actor's stores that stand."""
    return Batch.objects.filter(store_id__in=by.store_ids, state="done")


def batch(by: Actor, batch_id: int, *, lock: bool = False) -> Batch:
    """One import; Missing when there is none for this actor."""
    rows = batches(by)
    found = (rows.select_for_update() if lock else rows).filter(pk=batch_id).first()
    if found is None:
        raise Missing("batch", batch_id)
    return found


def can_undo(one: Batch, at: datetime) -> bool:
    """Whether the import was written within the last day (policy intake.undo_hours)."""
    return one.state == "done" and one.committed_at is not None and at <= undo_until(one)


def undo_until(one: Batch) -> datetime:
    """The moment until which the import can be taken back."""
    return (one.committed_at or one.created_at) + policies.undo_for(one.store_id)


def written_after(one: Batch) -> Batch | None:
    """A later import of the same store that still stands: taking this one back would pull the ground from under it."""
    rows = Batch.objects.filter(store_id=one.store_id, state="done", committed_at__gt=one.committed_at)
    found: Batch | None = rows.exclude(pk=one.pk).order_by("-committed_at").first()
    return found


def work_of(one: Batch) -> Work | None:
    """The background work at this import, running or ended last."""
    found: Work | None = Work.objects.filter(pk=one.work_id).first() if one.work_id else None
    return found


def busy(one: Batch) -> bool:
    """Whether a worker is at it, or will be."""
    work = work_of(one)
    return work is not None and work.state in ("waiting", "running")


def kinds_of_trouble(by: Actor, batch_id: int) -> list[dict[str, Any]]:
    """How many troubles of each kind (severity, code, field), errors first."""
    one = batch(by, batch_id)
    rows = Trouble.objects.filter(batch_id=one.pk).values("severity", "code", "field").annotate(count=Count("pk"))
    return list(rows.order_by("severity", "-count", "code", "field"))


def sample_troubles(by: Actor, batch_id: int) -> list[Trouble]:
    """The first few troubles of each kind, by sheet and row."""
    place = Window(
        RowNumber(),
        partition_by=[F("severity"), F("code"), F("field")],
        order_by=[F("sheet").asc(), F("row").asc(), F("pk").asc()],
    )
    rows = Trouble.objects.filter(batch_id=batch(by, batch_id).pk).annotate(place=place)
    return list(rows.filter(place__lte=SAMPLES).order_by("sheet", "row", "pk"))


def differences(by: Actor, batch_id: int, *, limit: int = 50) -> list[Opinion]:
    """Where the book says something else than we reckon."""
    rows = Opinion.objects.filter(batch_id=batch(by, batch_id).pk, compared=True)
    return list(rows.order_by("field", "pk")[:limit])


def opinion_counts(by: Actor, batch_id: int) -> dict[tuple[str, bool], int]:
    """(field, whether compared) → how many: compared ones differ, the others wait for our own figure."""
    rows = Opinion.objects.filter(batch_id=batch(by, batch_id).pk).values_list("field", "compared")
    return {(field, compared): count for field, compared, count in rows.annotate(count=Count("pk"))}


def forgotten(by: Actor, at: datetime) -> list[int]:
    """Imports of the actor's one store that nobody went on with."""
    before = at - policies.keep_for(by.store_ids[0])
    return list(batches(by).filter(state__in=OPEN, created_at__lt=before).values_list("pk", flat=True))


def living_files(by: Actor) -> set[str]:
    """The names of all files that an import of the actor's stores still needs."""
    names: set[str] = set()
    for files, refused, state in batches(by).values_list("files", "refused_file", "state"):
        names |= {file["kept"] for file in files} if state in OPEN else set()
        names |= {refused} if refused else set()
    return names


def remembered(store_id: int) -> dict[str, dict[str, str]]:
    """How this store understood sheets before: signature → column → field, with the sort under "spec"."""
    rows = Remembered.objects.filter(store_id=store_id)
    return {one.signature: {**one.chosen, "spec": one.spec} for one in rows}


def troubles(by: Actor, batch_id: int, *, severity: str = "", code: str = "", limit: int = 200) -> list[Trouble]:
    """The troubles of an import, by sheet and row."""
    rows = Trouble.objects.filter(batch_id=batch(by, batch_id).pk)
    rows = rows.filter(severity=severity) if severity else rows
    rows = rows.filter(code=code) if code else rows
    return list(rows.order_by("sheet", "row", "pk")[:limit])


def trouble_rows(by: Actor, batch_id: int) -> QuerySet[Trouble]:
    """The same as rows to choose from, for pages by cursor."""
    return Trouble.objects.filter(batch_id=batch(by, batch_id).pk)


def all_troubles(by: Actor, batch_id: int) -> Iterator[Trouble]:
    """Every trouble, for the file of refused rows."""
    rows = Trouble.objects.filter(batch_id=batch(by, batch_id).pk).order_by("sheet", "row", "pk")
    return rows.iterator(chunk_size=2000)


def kept_for_later(store_id: int, sheet: str) -> Iterator[dict[str, Any]]:
    """The clean rows of a sheet whose room does not exist yet, oldest import first. Inside a scope, whoever asks."""
    rows = Later.objects.filter(store_id=store_id, sheet=sheet, batch__state="done").order_by("batch_id", "row")
    yield from rows.values_list("values", flat=True).iterator()
