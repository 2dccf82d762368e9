"""The plan's SQL, written by Ibis. Loading Ibis takes longer than running the plan: what is written here is kept (``texts``)."""

from typing import Any

from cheyuan.engage.care.plan import plan, run, tables, turns


def compose() -> dict[str, Any]:
    """The SQL of tasks, of due dates and of when they turn, and the constants they need."""
    return {
        "tasks": _text(run.written(plan.tasks)),
        "dues": _text(run.written(plan.dues)),
        "turns": _text(run.written(turns.turns)),
        "years": tables.year_rows(),
        "optional": {
            name: {column: str(kind) for column, kind in schema.items()} for name, schema in run.OPTIONAL.items()
        },
        "columns": list(tables.TASKS.names),
    }


def _text(written: run.Written) -> dict[str, Any]:
    return {"stages": [list(stage) for stage in written.stages], "result": written.result}
