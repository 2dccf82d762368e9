"""The one gate to imports."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from cheyuan.base.intake.models import Batch, Trouble
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

UNDO_FOR = timedelta(hours=24)


def batches(by: Actor) -> QuerySet[Batch]:
    """The imports of the actor's stores."""
    by.require("intake.import")
    return Batch.objects.all()


def batch(by: Actor, batch_id: int, *, lock: bool = False) -> Batch:
    """One import; Missing when there is none for this actor."""
    rows = batches(by)
    found = (rows.select_for_update() if lock else rows).filter(pk=batch_id).first()
    if found is None:
        raise Missing("batch", batch_id)
    return found


def can_undo(one: Batch, at: datetime) -> bool:
    """Whether the import was written within the last day."""
    return one.state == "done" and one.committed_at is not None and at - one.committed_at <= UNDO_FOR


def kinds_of_trouble(by: Actor, batch_id: int) -> list[dict[str, object]]:
    """How many troubles of each kind, errors first."""
    one = batch(by, batch_id)
    rows = Trouble.objects.filter(batch_id=one.pk).values("severity", "code", "field").annotate(count=Count("pk"))
    return list(rows.order_by("severity", "-count", "code"))


def troubles(by: Actor, batch_id: int, *, severity: str = "", code: str = "", limit: int = 200) -> list[Trouble]:
    """The troubles of an import, by sheet and row."""
    rows = Trouble.objects.filter(batch_id=batch(by, batch_id).pk)
    rows = rows.filter(severity=severity) if severity else rows
    rows = rows.filter(code=code) if code else rows
    return list(rows.order_by("sheet", "row", "pk")[:limit])


def all_troubles(by: Actor, batch_id: int) -> Iterator[Trouble]:
    """Every trouble, for the file of refused rows."""
    rows = Trouble.objects.filter(batch_id=batch(by, batch_id).pk).order_by("sheet", "row", "pk")
    return rows.iterator(chunk_size=2000)
