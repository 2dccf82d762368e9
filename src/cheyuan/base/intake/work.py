"""The long steps of an import as a worker does them. Each may run twice: one that was finished before is left alone."""

from typing import Any

from django.urls import reverse

from cheyuan.base.intake import actions, queries
from cheyuan.base.jobs.work import Progress
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Missing, Refused


def read(by: Actor, progress: Progress, batch_id: int) -> dict[str, Any]:
    """Open the files; what cannot be read is told on the import's page, and its files are gone."""
    if _state(by, batch_id) == "reading":
        try:
            actions.read(by, batch_id, at=now(), progress=progress)
        except (Conflict, Missing):
            raise
        except Refused as refused:
            actions.break_off(by, batch_id, refused, at=now())
            raise
    return _seen(batch_id)


def check(by: Actor, progress: Progress, batch_id: int) -> dict[str, Any]:
    """The dry run."""
    actions.check(by, batch_id, at=now(), progress=progress)
    return _seen(batch_id)


def commit(by: Actor, progress: Progress, batch_id: int, only_if_clean: bool = False) -> dict[str, Any]:
    """Write it."""
    if _state(by, batch_id) != "done":
        actions.commit(by, batch_id, at=now(), only_if_clean=only_if_clean, progress=progress)
    return _seen(batch_id)


def undo(by: Actor, progress: Progress, batch_id: int) -> dict[str, Any]:
    """Take it back."""
    if _state(by, batch_id) != "undone":
        actions.undo(by, batch_id, at=now(), progress=progress)
    return _seen(batch_id)


def _state(by: Actor, batch_id: int) -> str:
    with scope(by):
        return str(queries.batch(by, batch_id).state)


def _seen(batch_id: int) -> dict[str, Any]:
    return {"address": reverse("intake:one", args=[batch_id])}
