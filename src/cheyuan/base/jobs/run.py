"""Running one piece of work: inside its fence, as who started it, to an end that people can read."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

import psycopg
from procrastinate.exceptions import JobAborted

from cheyuan.base.jobs import work
from cheyuan.base.jobs.events import Ended
from cheyuan.base.jobs.fence import fence
from cheyuan.base.jobs.models import Work
from cheyuan.base.jobs.retry import AWAY
from cheyuan.base.journal.events import tell
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused

PACE = 0.5
OPEN = ("waiting", "running")
TOLD = ("done", "failed")
"""The person hears of these ends; whoever stopped it knows already."""
log = logging.getLogger("cheyuan.jobs")


def run(work_id: int, group_id: int, store_id: int, stopping: Callable[[], bool]) -> None:
    """Do the work if it is still open. Raises only what is worth another try (Busy, database away, worker stopping)."""
    house = system(group_id, (store_id,), name="jobs")
    with fence(f"work:{work_id}", group_id, (store_id,)) as link:
        with scope(house):
            found = Work.objects.filter(pk=work_id, state__in=OPEN).first()
            if found is None:
                return
            Work.objects.filter(pk=work_id).update(state="running", started_at=found.started_at or now())
        ended = _attempt(found, Reporter(link, work_id, stopping))
        with scope(house):
            closed = Work.objects.filter(pk=work_id, state="running").update(finished_at=now(), **ended)
            if closed and found.by_id and ended["state"] in TOLD:
                tell(Ended(store_id, work_id, found.by_id, ended["state"]))


def _attempt(found: Work, progress: work.Progress) -> dict[str, Any]:
    """The end of the work as columns of its row."""
    try:
        if found.cancel_asked:
            raise work.Cancelled
        result = work.kind(found.name).function(work.unpacked(found.actor), progress, **found.args)
    except work.Cancelled:
        return {"state": "cancelled"}
    except Refused as refused:
        facts = {name: str(value) for name, value in refused.facts.items()}
        return {"state": "failed", "error": refused.code, "error_facts": facts}
    except (*AWAY, JobAborted):
        raise
    except Exception:
        log.exception("work failed", extra={"facts": {"work": found.pk, "name": found.name}})
        return {"state": "failed", "error": "unexpected"}
    return {"state": "done", "result": result or {}}


class Reporter:
    """Writes the progress over the fence's connection, outside the work's transactions."""

    def __init__(self, link: psycopg.Connection, work_id: int, stopping: Callable[[], bool]) -> None:
        self._link, self._id, self._stopping, self._last = link, work_id, stopping, 0.0

    def __call__(self, done: int, total: int) -> None:
        """See ``work.Progress``; also ends the attempt when the worker is asked to stop (it is tried again)."""
        if self._stopping():
            raise JobAborted
        if monotonic() - self._last < PACE and done < total:
            return
        self._last = monotonic()
        statement = "UPDATE jobs_work SET done = %s, total = %s WHERE id = %s RETURNING cancel_asked"
        row = self._link.execute(statement, [done, total, self._id]).fetchone()
        if row and row[0]:
            raise work.Cancelled
