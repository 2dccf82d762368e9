"""The plan's SQL, kept in the data folder until the plan or Ibis changes."""

import json
import os
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from django.conf import settings

PLAN = Path(__file__).resolve().parents[1] / "plan"


@dataclass(frozen=True)
class Text:
    """SQL of an expression: stages by name, the result, its columns with Ibis' names of types."""

    stages: tuple[tuple[str, str], ...]
    result: str
    columns: dict[str, str]

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Text":
        """As it was kept."""
        return cls(tuple((name, statement) for name, statement in kept["stages"]), kept["result"], kept["columns"])


@cache
def texts(dialect: str = "duckdb") -> dict[str, Any]:
    """``tasks``, ``dues``, ``turns`` as ``Text`` keeps them, the rows of ``years``, columns of tables that may be missing."""
    file = Path(settings.DATA) / "cache" / f"plan-{dialect}-{digest()}.json"
    try:
        found: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return found
    except (OSError, ValueError):
        return _made(file, dialect)


def _made(file: Path, dialect: str) -> dict[str, Any]:
    written: dict[str, Any] = import_module("cheyuan.engage.care.planning.composed").compose(dialect)
    file.parent.mkdir(parents=True, exist_ok=True)
    for older in file.parent.glob(f"plan-{dialect}-*.json"):
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
