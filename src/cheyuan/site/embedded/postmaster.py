"""The life of the server process: is it there, start it, end it; also after a kill -9 or a crash of the machine."""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from cheyuan.site.embedded.cluster import environment, here
from cheyuan.site.embedded.facts import PATIENCE, SOCKET_NAME, EmbeddedError, Facts
from cheyuan.site.embedded.programs import server_program, server_user

LAUNCH = "import os,sys\nif os.fork(): os._exit(0)\nos.setsid()\nos.execv(sys.argv[1], sys.argv[1:])"
"""A short-lived parent: the server must not become a zombie of the process that happened to start it."""


def mark(data: Path) -> str:
    """The name that every process of this server carries in its title."""
    found = (data / "db").stat()
    return "cheyuan-" + hashlib.sha256(f"{data}:{found.st_ino}".encode()).hexdigest()[:12]


def is_ready(data: Path) -> bool:
    """Is the server of this folder alive and taking connections, its socket in place?"""
    lines = _pid_lines(data)
    if len(lines) < 8 or lines[7].strip() != "ready":
        return False
    return _is_ours(int(lines[0]), mark(data)) and Path(lines[4].strip(), SOCKET_NAME).exists()


def _pid_lines(data: Path) -> list[str]:
    try:
        return (data / "db" / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _is_ours(pid: int, name: str) -> bool:
    try:
        process = psutil.Process(pid)
        return any(name in part for part in process.cmdline()) and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def start(data: Path, facts: Facts) -> None:
    """Start the server and wait until it takes connections; tried for 120 s (crash recovery counts as trying)."""
    until = time.monotonic() + PATIENCE
    pause = 0.2
    while True:
        _clear_remains(data, facts)
        _launch(data, facts)
        if _wait_ready(data, until):
            return
        if time.monotonic() + pause > until:
            raise EmbeddedError(f"the database in {data / 'db'} does not start: {_last_words(data)}")
        time.sleep(pause)
        pause = min(pause * 2, 5.0)


def _clear_remains(data: Path, facts: Facts) -> None:
    """After a kill -9: wait for orphans of the old server, then drop its lock files (the pid may be another's now)."""
    lines = _pid_lines(data)
    name = mark(data)
    if lines and _is_ours(int(lines[0]), name):
        _stop_process(int(lines[0]), name)
    _end_family(name)
    remains = [
        data / "db" / "postmaster.pid",
        Path(facts.socket, SOCKET_NAME),
        Path(facts.socket, f"{SOCKET_NAME}.lock"),
    ]
    for remain in remains:
        remain.unlink(missing_ok=True)


def _family(name: str) -> list[int]:
    return [pid for pid in psutil.pids() if _is_ours(pid, name)]


def _end_family(name: str) -> None:
    """Orphans leave by themselves when their postmaster is gone; the stubborn ones are asked to."""
    if _gone(name, 5.0):
        return
    for pid in _family(name):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGQUIT)
    if not _gone(name, 20.0):
        raise EmbeddedError(f"processes of an earlier database server do not end: {_family(name)}")


def _gone(name: str, patience: float) -> bool:
    until = time.monotonic() + patience
    while _family(name):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _launch(data: Path, facts: Facts) -> None:
    folder = data / "db"
    user = server_user()
    # Python's own path may be closed to the server's user, so rights are dropped by the launcher's exec, not before.
    command = [server_program("postgres"), "-D", here(folder), "-k", facts.socket, "-c", f"cluster_name={mark(data)}"]
    drop = _DROP.format(uid=user.pw_uid, gid=user.pw_gid) if user is not None else ""
    log = os.open(folder / "server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", drop + LAUNCH, *command],
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=True,
        )
    finally:
        os.close(log)


_DROP = "import os\nos.setgroups([]); os.setgid({gid}); os.setuid({uid})\n"


def _wait_ready(data: Path, until: float) -> bool:
    born = time.monotonic()
    while time.monotonic() < until:
        if is_ready(data):
            return True
        lines = _pid_lines(data)
        gone = not lines or not _is_ours(int(lines[0]), mark(data))
        if gone and time.monotonic() - born > 2.0:
            return False
        time.sleep(0.01)
    return False


def _last_words(data: Path) -> str:
    try:
        return " | ".join((data / "db" / "server.log").read_text(errors="replace").splitlines()[-3:])
    except OSError:
        return "no log"


def terminate(data: Path) -> bool:
    """End the server quickly but orderly (SIGINT: sessions are rolled back, a checkpoint is written)."""
    lines = _pid_lines(data)
    if not lines or not _is_ours(int(lines[0]), mark(data)):
        return False
    _stop_process(int(lines[0]), mark(data))
    return True


def _stop_process(pid: int, name: str) -> None:
    for sign, patience in ((signal.SIGINT, 60.0), (signal.SIGQUIT, 20.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if not _is_ours(pid, name):
                return
            time.sleep(0.02)
    raise EmbeddedError(f"the database server {pid} does not end")
