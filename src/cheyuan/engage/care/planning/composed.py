"""The plan's SQL, written by Ibis. Loading Ibis takes longer than running the plan: what is written here is kept (``texts``)."""

from typing import Any

from cheyuan.engage.care.plan import plan, run, tables, turns


def compose(dialect: str = "duckdb") -> dict[str, Any]:
    """The SQL of tasks, of due dates and of when they turn, and the constants they need, in a dialect."""
    return {
        "tasks": _text(run.written(plan.tasks, dialect)),
        "dues": _text(run.written(plan.dues, dialect)),
        "turns": _text(run.written(turns.turns, dialect)),
        "years": tables.year_rows(),
        "optional": {name: run.kinds(schema) for name, schema in run.OPTIONAL.items()},
    }


def _text(written: run.Written) -> dict[str, Any]:
    return {"stages": [list(stage) for stage in written.stages], "result": written.result, "columns": written.columns}
