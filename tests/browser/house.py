"""A whole installation for people to walk in: data folder, demo world, web server and worker as real processes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cheyuan.site import embedded

SEED = ["seed", "--seed", "7", "--stores", "2", "--owners", "120"]
PATIENCE = 120.0
"""Seconds to wait for the first page."""


@dataclass
class House:
    """One installation; ``open()`` prepares it once and starts it, ``close()`` ends every process it started."""

    data: Path
    seed: list[str] = field(default_factory=lambda: list(SEED))
    port: int = 0
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        """Settings of the demo and none of those around us."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("CHEYUAN_", "DATABASE_URL"))}
        house = {"CHEYUAN_DATA": str(self.data), "CHEYUAN_DEMO": "1", "CHEYUAN_ENV": "development"}
        return {**ours, **house, "CHEYUAN_BIND": f"127.0.0.1:{self.port}"}

    @property
    def world(self) -> dict[str, Any]:
        """Stores, people and their logins as ``cheyuan seed`` told them."""
        return dict(json.loads((self.data / "world.json").read_text()))

    def open(self) -> "House":
        """Migrate and seed unless that was done before, then serve."""
        self.port = self.port or free_port()
        self.call("migrate")
        if not (self.data / "world.json").exists():
            self.call(*self.seed, "--json", str(self.data / "world.json"))
            self.call("care", "plan")
        try:
            self.running = [self._start(word) for word in ("serve", "worker")]
            self._wait()
        except BaseException:
            self.close()
            raise
        return self

    def call(self, *words: str) -> None:
        """Run one command to its end; RuntimeError with what it said when it failed."""
        command = [sys.executable, "-m", "cheyuan.site.cli", *words]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"cheyuan {' '.join(words)}: {done.stderr or done.stdout}")

    def login(self, role: str, store: str, nth: int = 1) -> dict[str, str]:
        """The ``nth`` person of the demo with this role in this store."""
        found = [one for one in self.world["people"] if one["role"] == role and one["store"] in (store, None)]
        return dict(found[nth - 1])

    def close(self) -> None:
        """End web and worker in order, then the database."""
        for child in self.running:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in self.running:
            try:
                child.wait(30)
            except subprocess.TimeoutExpired:
                child.kill()
        embedded.stop(self.data)

    def said(self) -> str:
        """The end of what the processes wrote, for a failed test."""
        return "\n".join(log.read_text()[-3000:] for log in (self.data / "logs").glob("*.log"))

    def _start(self, word: str) -> "subprocess.Popen[bytes]":
        folder = self.data / "logs"
        folder.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "cheyuan.site.cli", word]
        with (folder / f"{word}.log").open("ab") as log:
            return subprocess.Popen(command, env=self.env, stdout=log, stderr=log, start_new_session=True)

    def _wait(self) -> None:
        limit = time.monotonic() + PATIENCE
        while not _answers(f"{self.url}/healthz"):
            if any(child.poll() is not None for child in self.running) or time.monotonic() > limit:
                raise RuntimeError(f"the house does not open: {self.said()}")
            time.sleep(0.1)


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False
