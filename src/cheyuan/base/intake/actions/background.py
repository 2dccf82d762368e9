"""Putting the long steps of an import in line for a worker."""

from datetime import datetime
from typing import Any

from cheyuan.base.intake import queries
from cheyuan.base.intake.actions.common import must_be
from cheyuan.base.intake.models import OPEN, Batch
from cheyuan.base.jobs import actions as jobs
from cheyuan.base.jobs.models import Work
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict

STEPS = {
    "read": ("reading",), "check": ("mapping", "checked"), "commit": ("mapping", "checked"), "undo": ("done",),
}  # fmt: skip


@action("intake.import")
def start(by: Actor, /, batch_id: int, step: str, *, at: datetime, **args: Any) -> Work:
    """Let a worker do a step: read, check, commit (``only_if_clean``), undo. Conflict when one is being done already."""
    one = queries.batch(by, batch_id, lock=True)
    must_be(one, *STEPS[step])
    if step == "undo" and not queries.can_undo(one, at):
        raise Conflict("import_undo_late")
    return put_in_line(by, one, step, at=at, **args)


@action("intake.import")
def declare_consent(by: Actor, batch_id: int, channels: tuple[str, ...], proof: str, *, at: datetime) -> Batch:
    """What the store declares about the marketing consent of these people; no channels: nothing, which is the rule."""
    one = queries.batch(by, batch_id, lock=True)
    must_be(one, *OPEN)
    one.consent_channels, one.consent_proof = list(channels), proof.strip()[:200] if channels else ""
    one.save(update_fields=["consent_channels", "consent_proof"])
    return one


def put_in_line(by: Actor, one: Batch, step: str, *, at: datetime, **args: Any) -> Work:
    """The same for a batch in hand; its ``work_id`` is what the page watches."""
    if queries.busy(one):
        raise Conflict("import_busy")
    work = jobs.start(by, f"intake.{step}", one.title[:120], {"batch_id": one.pk, **args}, at=at, store_id=one.store_id)
    one.work_id = work.pk
    one.save(update_fields=["work_id"])
    return work
