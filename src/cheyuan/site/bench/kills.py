"""P1, P13: processes are killed (-9) at random moments under a small load of writes; what was acknowledged must be there."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import psutil

from cheyuan.site.bench.callers import Callers, ask
from cheyuan.site.bench.figures import Figure, at_most
from cheyuan.site.bench.house import House
from cheyuan.site.bench.starting import wait
from cheyuan.site.demo.staff import PASSWORD

PATIENCE = 60.0
REST = (0.2, 1.5)  # seconds between being well again and the next kill


@dataclass
class Outcome:
    """What came of it. ``recoveries``: (what was killed, seconds until a new write was acknowledged)."""

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    ill: list[str] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    recoveries: list[tuple[str, float]] = field(default_factory=list)


class Storm:
    """A house with web and worker that are started again when they are gone, as any supervisor does."""

    def __init__(self, house: House, seed: int = 1) -> None:
        self.house, self.random = house, random.Random(seed)  # noqa: S311 - moments of kills, no secret
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, word: str) -> None:
        """Start a command, or start it again."""
        self.running[word] = self.house.start(word)

    def stop(self) -> None:
        """End what we started."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait(PATIENCE)

    def kill_web(self) -> None:
        """The web server whole."""
        self._kill_whole("serve")

    def kill_web_process(self) -> None:
        """One of its processes; the server itself puts another in its place."""
        with suppress(psutil.Error, IndexError):
            self.random.choice(psutil.Process(self.running["serve"].pid).children()).kill()

    def kill_worker(self) -> None:
        """A worker of jobs."""
        self._kill_whole("worker")

    def kill_database(self) -> None:
        """The database's first process; the others end with it."""
        with suppress(OSError, ValueError):
            os.kill(int((self.house.data / "db" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def _kill_whole(self, word: str) -> None:
        self.running[word].kill()
        self.running[word].wait(PATIENCE)
        self.start(word)


def storm(house: House, kills: int, databases: int, seed: int = 1) -> Outcome:
    """So many kills of processes and of the database, in a shuffled order; the house has the demo's people."""
    out, at_work = Outcome(), Storm(house, seed)
    ways: list[Callable[[], None]] = [at_work.kill_web, at_work.kill_web_process, at_work.kill_worker]
    plan = [ways[number % len(ways)] for number in range(kills)] + [at_work.kill_database] * databases
    at_work.random.shuffle(plan)
    try:
        at_work.start("serve")
        at_work.start("worker")
        wait(house, "/healthz")
        with Callers(house.bind, login(house)) as callers:
            _acknowledged_since(callers, time.monotonic())
            for kill in plan:
                time.sleep(at_work.random.uniform(*REST))
                kill()
                at = time.monotonic()
                out.recoveries.append((kill.__name__.removeprefix("kill_"), _acknowledged_since(callers, at) - at))
        _account(house, callers, out)
    finally:
        at_work.stop()
    return out


AGENT = """
SELECT a.username FROM accounts_account a JOIN accounts_membership m ON m.account_id = a.id
WHERE m.role = 'care_agent' ORDER BY a.id LIMIT 1
"""


def login(house: House) -> str:
    """A token of one of the demo's care agents."""
    name = house.one(AGENT)
    status, said = ask(house.bind, "POST", "/api/v1/auth/login", {"username": name, "password": PASSWORD})
    if status != 200:
        raise RuntimeError(f"login answered {status} {said}")
    return str(said["token"])


def _acknowledged_since(callers: Callers, moment: float) -> float:
    """When a write that began after the moment was acknowledged."""
    until = time.monotonic() + PATIENCE
    while callers.last <= moment:
        if time.monotonic() > until:
            raise RuntimeError(f"no write was acknowledged for {PATIENCE:.0f} s; answers so far: {callers.statuses}")
        time.sleep(0.01)
    return time.monotonic()


def _account(house: House, callers: Callers, out: Outcome) -> None:
    with house.link() as link:
        rows: list[Any] = link.execute("SELECT name FROM customers_customer WHERE name LIKE '写%'").fetchall()
    names = [name for (name,) in rows]
    out.acknowledged, out.ill, out.statuses = len(callers.acknowledged), callers.ill, dict(callers.statuses)
    out.lost = sorted(callers.acknowledged - set(names))
    out.twice = sorted({name for name in names if names.count(name) > 1} if len(names) != len(set(names)) else set())


def promises(house: House, kills: int, databases: int) -> Iterator[Figure]:
    """The figures of P1 and P13, in a house with a small demo."""
    if not (house.data / "db").exists():
        furnish(house)
    out = storm(house, kills, databases)
    yield Figure("writes acknowledged while processes were killed", out.acknowledged, "")
    yield at_most(f"P1: of them lost, {kills} kills, {databases} of the database", len(out.lost), "", 0)
    yield at_most("P1: written twice", len(out.twice), "", 0)
    yield at_most("P13: answers without a code, or 500", len(out.ill), "", 0)
    for what in sorted({name for name, _ in out.recoveries}):
        slowest = max(seconds for name, seconds in out.recoveries if name == what)
        yield at_most(f"P13: slowest recovery, {what.replace('_', ' ')}", slowest, "s", 10)


def furnish(house: House) -> None:
    """A fresh house with a few demo people."""
    house.run("migrate")
    house.run("seed", "--seed", "7", "--groups", "1", "--stores", "2", "--owners", "20")
