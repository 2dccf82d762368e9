"""The benchmark's own installation: a data folder beside the real one, thrown away and made anew by ``build``."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from cheyuan.site import embedded


@dataclass(frozen=True)
class Done:
    """How a command went: seconds, the peak of its own memory (MiB), what it answered."""

    seconds: float
    peak: float
    facts: Any


@dataclass(frozen=True)
class House:
    """One installation for measuring."""

    data: Path
    bind: str = "127.0.0.1:8765"
    workers: int = 1

    @property
    def env(self) -> dict[str, str]:
        """The environment of its processes: nothing of ours leaks in."""
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("CHEYUAN_", "DATABASE_"))
        }
        ours = {"CHEYUAN_DATA": str(self.data), "CHEYUAN_BIND": self.bind, "CHEYUAN_WORKERS": str(self.workers)}
        return {**inherited, **ours, "CHEYUAN_DEMO": "1"}

    def command(self, *words: str) -> list[str]:
        """A command line of this installation."""
        return [sys.executable, "-m", "cheyuan.site.cli", *words]

    def run(self, *words: str) -> Done:
        """Run a command, measure it; RuntimeError with its complaint when it fails."""
        born = time.monotonic()
        with subprocess.Popen(
            self.command(*words, "--json"), env=self.env, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            said = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"cheyuan {' '.join(words)} ended with {process.returncode}")
        return Done(time.monotonic() - born, usage.ru_maxrss / 1024, json.loads(said or "null"))

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start a command that stays."""
        with (self.data / f"{words[0]}.log").open("ab") as log:
            return subprocess.Popen(self.command(*words), env=self.env, stdout=log, stderr=log)

    def clear(self) -> None:
        """Throw everything away."""
        embedded.stop(self.data)
        shutil.rmtree(self.data, ignore_errors=True)

    def link(self) -> psycopg.Connection[Any]:
        """A connection that sees everything."""
        return psycopg.connect(embedded.ensure(self.data).owner, autocommit=True)

    def one(self, question: str) -> Any:
        """The single value a question answers."""
        with self.link() as link:
            row = link.execute(question.encode()).fetchone()
        return row[0] if row else None
