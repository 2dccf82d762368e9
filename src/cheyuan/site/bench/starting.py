"""Second start to the first page, and what an idle house keeps in memory (PSS of web, worker and database)."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from cheyuan.site import embedded
from cheyuan.site.bench.figures import Figure, at_most
from cheyuan.site.bench.house import House

PATIENCE, WORK, SETTLE = 90.0, 900.0, 20
BUSY = """SELECT count(*) FROM procrastinate_jobs
WHERE status = 'doing' OR status = 'todo' AND coalesce(scheduled_at, now()) <= now()"""


def start(house: House) -> Iterator[Figure]:
    """Stop all, start database, web and worker, ask for the login page: ``make run`` migrates only after a change."""
    house.run("migrate")
    embedded.stop(house.data)
    born = time.monotonic()
    with running(house, "serve"), running(house, "worker"):
        wait(house, "/")
        yield at_most("second start to first page", time.monotonic() - born, "s", 5)
        _settle(house)
        yield at_most("idle memory, PSS: web + worker + database", memory(house), "MiB", 350)


@contextmanager
def running(house: House, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of the house, ended in the end."""
    process = house.start(*words)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def wait(house: House, path: str) -> None:
    """Until the address answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://{house.bind}{path}", timeout=10):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{path} does not answer")


def _settle(house: House) -> None:
    """Until the worker has done what it found to do when it began (a night's work that was missed) and rests."""
    until, calm = time.monotonic() + WORK, 0
    while calm < SETTLE and time.monotonic() < until:
        time.sleep(1)
        calm = calm + 1 if not house.one(BUSY) else 0


def memory(house: House) -> float:
    """MiB that would be free without this house: shared pages counted by share."""
    lines = (house.data / "db" / "postmaster.pid").read_text().splitlines()
    roots = [psutil.Process(int(lines[0])), *psutil.Process(os.getpid()).children()]
    family = {one.pid for root in roots for one in [root, *root.children(recursive=True)]}
    return sum(_pss(pid) for pid in family)


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
