"""``cheyuan doctor``: every part of the set-up, whether it is well, and what to do when it is not."""

import argparse
import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.shared import answer, options
from cheyuan.site.config import KNOWN, Config, load
from cheyuan.site.operations.checks import Finding, readiness

NOTES = ("jobs",)
"""What is only noted: the set-up may be looked at before anything runs."""


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""
    parser.epilog = "Settings: " + "; ".join(f"{name}: {text}" for name, text in KNOWN.items())
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Ask everything; exit code 1 when something must be mended."""
    config = load()
    wake()
    findings = [*_machine(config), *_keys(config), *readiness(), _static()]
    well = all(one.ok or one.name in NOTES for one in findings)
    lines = [f"{_word(one)} {one.name}: {one.detail}" for one in findings]
    facts = {"ok": well, "checks": {one.name: {"ok": one.ok, "detail": one.detail} for one in findings}}
    answer(args, facts, *lines, "all is well" if well else "mend the lines marked BAD")
    return 0 if well else 1


def _word(one: Finding) -> str:
    return "ok  " if one.ok else "note" if one.name in NOTES else "BAD "


def _machine(config: Config) -> Iterator[Finding]:
    yield Finding("python", sys.version_info >= (3, 11), platform.python_version())
    where = "in the data folder" if config.embedded else "DATABASE_URL"
    yield Finding(
        "settings", True, f"data {config.data}, database {where}, {config.env}{', demo' if config.demo else ''}"
    )
    yield Finding("bind", config.safe_bind, config.bind + ("" if config.safe_bind else " needs TLS or a trusted proxy"))
    writable = os.access(config.data, os.W_OK)
    yield Finding("data", writable, f"{config.data} is {'' if writable else 'not '}writable")
    yield Finding("engine", *_engine(config))


def _engine(config: Config) -> tuple[bool, str]:
    """Where the night plan is computed, and whether what it needs is there; the cluster itself is not asked."""
    if config.engine == "postgres":
        return True, "postgres: the plan is computed in the database"
    if config.engine == "duckdb":
        return True, f"duckdb: up to {config.engine_memory}, then spilled into {config.data}/spill"
    missing = [name for name, found in (("pyspark", find_spec("pyspark")), ("java", shutil.which("java"))) if not found]
    through = config.spark_folder or "the job itself"
    where = f"spark at {config.spark_master}, tables through {through}"
    lacking = f": {' and '.join(missing)} missing (pip install cheyuan[spark], Java 17)" if missing else ""
    return not missing, where + lacking


def _keys(config: Config) -> Iterator[Finding]:
    files = [config.data / "db.json", *(config.data / "keys").glob("*.key*")]
    open_ = [path.name for path in files if path.exists() and _others_may(path)]
    yield Finding(
        "secrets", not open_, "private" if not open_ else f"readable by others: {', '.join(open_)}; chmod 600"
    )
    yield Finding("browser", True, shutil.which("chromium") or "no Chromium: only the browser tests need it")


def _others_may(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _static() -> Finding:
    there = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    return Finding("static", there, "collected" if there else "not collected: run cheyuan migrate")
