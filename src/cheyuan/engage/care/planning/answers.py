"""What the engine's own process answers about the plan."""

from datetime import date
from typing import Any

from cheyuan.base.jobs.work import Progress
from cheyuan.engage.care.actions.plan import run_plan
from cheyuan.engage.care.planning import preview as previewing
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now


def plan(by: Actor, progress: Progress, *, store_id: int, as_of: str) -> dict[str, Any]:
    """Run the plan of a store: run, made, moved, closed."""
    run = run_plan(by, store_id, as_of=date.fromisoformat(as_of), at=now(), progress=progress)
    return {"run": run.pk, "made": run.made, "moved": run.moved, "closed": run.closed}


def preview(by: Actor, progress: Progress, *, as_of: str, **question: Any) -> dict[str, Any]:
    """What a rule would do under other values."""
    return previewing.preview(by, as_of=date.fromisoformat(as_of), **question)
