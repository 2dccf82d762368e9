"""Asking the engine's own process for the plan, or for what a rule would do."""

from typing import Any

from cheyuan.base.lake import process
from cheyuan.kernel.actor import Actor

PLAN, PREVIEW = "cheyuan.engage.care.planning.answers.plan", "cheyuan.engage.care.planning.answers.preview"


def plan(by: Actor, store_id: int, as_of: str, report: process.Report = lambda done, total: None) -> dict[str, Any]:
    """Run the plan of a store; answers run, made, moved, closed."""
    return process.once(by, PLAN, report=report, store_id=store_id, as_of=as_of)


def preview(by: Actor, store_id: int, rule: str, values: dict[str, Any], as_of: str, seed: int = 0) -> dict[str, Any]:
    """What a rule would do under other values; Refused("engine_busy"), ("engine_failed").

    Its process stays for a while, since who changes one word soon changes another.
    """
    return process.stays(by, PREVIEW, store_id=store_id, rule=rule, values=values, as_of=as_of, seed=seed)


def expect_preview() -> None:
    """Somebody looks at the rules: they may open one next."""
    process.warm()
