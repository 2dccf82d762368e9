"""The SQL of the metrics as kept text, so that pages may ask without loading Ibis; made anew when a source changes."""

import json
import os
from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from cheyuan.base.lake import process
from cheyuan.insight.metrics.declaring import metrics
from cheyuan.kernel.actor import Actor

COMPOSE = "cheyuan.insight.metrics.composing.compose"
SHARED = ("cheyuan.insight.metrics.composing", "cheyuan.insight.metrics.expressing", "cheyuan.insight.metrics.days")
Texts = dict[str, dict[str, str]]
_known: dict[str, Texts] = {}


def texts(by: Actor) -> Texts:
    """Metric → engine → SQL. When nobody has written it yet, a child does: it takes seconds, once after each new version."""
    name = digest()
    if name not in _known:
        file = Path(settings.DATA) / "cache" / f"metrics-{name}.json"
        if not file.exists():
            process.once(by, "cheyuan.insight.metrics.texts.write")
        _known[name] = json.loads(file.read_text("utf-8"))
    return _known[name]


def write(by: Actor, progress: Any) -> dict[str, Any]:
    """In a child."""
    written()
    return {}


def written() -> None:
    """Write the texts beside those of older versions, which go. Loads Ibis when there are none yet."""
    folder = Path(settings.DATA) / "cache"
    file = folder / f"metrics-{digest()}.json"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for older in folder.glob("metrics-*.json"):
            older.unlink(missing_ok=True)
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(import_string(COMPOSE)()), "utf-8")
        draft.replace(file)


@cache
def digest() -> str:
    """Of everything that the SQL follows from."""
    whole = sha256(metadata.version("ibis-framework").encode())
    for code, one in metrics().items():
        sources = [source.name for source in one.sources]
        whole.update(repr((code, one.rows, one.dims, one.numbers, sources)).encode())
    for module in sorted({*SHARED, *_modules()}):
        found = find_spec(module)
        if found and found.origin:
            whole.update(Path(found.origin).read_bytes())
    return whole.hexdigest()[:20]


def _modules() -> set[str]:
    """The modules of the expressions, and whatever they lean on in the same folder."""
    own = {one.rows.rpartition(".")[0] for one in metrics().values()}
    beside = {module.rpartition(".")[0] for module in own}
    found = set(own)
    for package in beside:
        place = find_spec(package)
        for folder in (place.submodule_search_locations if place else None) or ():
            found |= {f"{package}.{file.stem}" for file in Path(folder).glob("*.py") if file.stem != "__init__"}
    return found
