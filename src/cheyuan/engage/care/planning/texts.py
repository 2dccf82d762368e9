"""The plan's SQL, kept in the data folder until the plan or Ibis changes."""

import json
import os
from functools import cache
from hashlib import sha256
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from django.conf import settings

PLAN = Path(__file__).resolve().parents[1] / "plan"


@cache
def texts() -> dict[str, Any]:
    """SQL of tasks, due dates and turns (``stages``, ``result``), the rows of ``years``, the columns of a task."""
    file = Path(settings.DATA) / "cache" / f"plan-{digest()}.json"
    try:
        found: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return found
    except (OSError, ValueError):
        return _made(file)


def _made(file: Path) -> dict[str, Any]:
    written: dict[str, Any] = import_module("cheyuan.engage.care.planning.composed").compose()
    file.parent.mkdir(parents=True, exist_ok=True)
    for older in file.parent.glob("plan-*.json"):
        older.unlink(missing_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(written), "utf-8")
    draft.replace(file)
    return written


def digest() -> str:
    """Of everything that the SQL follows from."""
    whole = sha256(metadata.version("ibis-framework").encode() + Path(__file__).with_name("composed.py").read_bytes())
    for source in sorted(PLAN.rglob("*.py")):
        if "tests" not in source.parts:
            whole.update(source.name.encode() + source.read_bytes())
    return whole.hexdigest()[:20]
