"""``make run``: everything from a fresh clone to a working demo on this machine, a line for each step; Ctrl-C ends all of it."""

import fcntl
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent))
import build_front
import setup

ROOT = setup.ROOT
CHEYUAN = str(setup.VENV / "bin/cheyuan")
DEMO = ["seed", "--fresh", "--seed", "1", "--groups", "1", "--stores", "2", "--owners", "3000"]
SHOWN = ("care_agent", "care_manager", "general_manager", "group_admin", "service_advisor", "technician", "front_desk")
"""Whose logins are printed: the first of each role."""
PATIENCE = 120.0
"""Seconds to wait for the first page and the first heartbeat."""


class Stopped(Exception):
    """Ctrl-C, a termination, or a child that ended by itself."""


def environment() -> dict[str, str]:
    """The demo's settings, as far as nobody chose others."""
    chosen = {"CHEYUAN_DATA": str(ROOT / "var"), "CHEYUAN_DEMO": "1", "CHEYUAN_ENV": "development"}
    return {**chosen, **os.environ}


@contextmanager
def step(text: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"  {text} … ", end="", flush=True)
    born = time.monotonic()
    yield
    print(f"{time.monotonic() - born:.1f} s", flush=True)


def call(env: dict[str, str], *words: str) -> None:
    """Run one command of the house; its complaint ends the start."""
    done = subprocess.run([CHEYUAN, *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"\n{done.stderr.strip() or done.stdout.strip()}")


def prepare(env: dict[str, str]) -> dict[str, object]:
    """Environment, front end, database, demo; the demo's people."""
    with step("libraries"):
        if setup.main():
            raise SystemExit(1)
    with step("front end"):
        if build_front.built() != build_front.digest(build_front.inputs()):
            command = [str(setup.PYTHON), str(ROOT / "tools/build_front.py")]
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    migrate(env)
    world = Path(env["CHEYUAN_DATA"]) / "demo.json"
    if env["CHEYUAN_DEMO"] == "1" and not world.exists():
        with step("demo dealer: 2 stores, 3,000 owners, a year of life"):
            call(env, *DEMO, "--json", str(world))
        with step("first care plan"):
            call(env, "care", "plan")
        with step("figures"):
            call(env, "metrics", "--weeks", "8")
    return dict(json.loads(world.read_text())) if world.exists() else {}


def migrate(env: dict[str, str]) -> None:
    """Prepare the database and the static files, unless nothing that they depend on changed since the last time."""
    stamp, now = Path(env["CHEYUAN_DATA"]) / "prepared", state(env)
    if stamp.exists() and stamp.read_text() == now:
        return
    with step("database and migrations"):
        call(env, "migrate")
        stamp.write_text(state(env))


def state(env: dict[str, str]) -> str:
    """A hash over migrations, static files, and which database it is."""
    source = ROOT / "src/cheyuan"
    files = [*source.rglob("migrations/*.py"), *(one for one in source.rglob("static/**/*") if one.is_file())]
    total = hashlib.sha256(env.get("DATABASE_URL", "").encode())
    for file in sorted(files):
        found = file.stat()
        total.update(f"{file.relative_to(ROOT)}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    kept = Path(env["CHEYUAN_DATA"]) / "db/PG_VERSION"
    total.update(f"{kept.stat().st_mtime_ns}".encode() if kept.exists() else b"")
    return total.hexdigest()


def answers(url: str) -> bool:
    """Does the address answer 200?"""
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait(until: Callable[[], bool], children: list["subprocess.Popen[bytes]"]) -> None:
    """Wait for something to hold; Stopped when a child ends before."""
    limit = time.monotonic() + PATIENCE
    while not until():
        if any(child.poll() is not None for child in children):
            raise Stopped("a process ended at its start; see var/logs")
        if time.monotonic() > limit:
            raise Stopped(f"nothing answers after {PATIENCE:.0f} s")
        time.sleep(0.05)


def greet(address: str, world: dict[str, object]) -> None:
    """Print the address and who may log in."""
    print(f"\n  Cheyuan 车缘 is open: {address}\n")
    people = world.get("people", [])
    first: dict[str, dict[str, str]] = {}
    for person in people if isinstance(people, list) else []:
        first.setdefault(person["role"], person)
    for role in (role for role in SHOWN if role in first):
        print(f"    {role:<18} {first[role]['username']:<20} {first[role]['password']:<18} {first[role]['name']}")
    print("\n  All people of the demo are in var/demo.json. Ctrl-C stops everything, the database too.\n", flush=True)


def start(env: dict[str, str], word: str) -> "subprocess.Popen[bytes]":
    """A process in a session of its own: the terminal's Ctrl-C reaches only us, and we end all in order."""
    folder = Path(env["CHEYUAN_DATA"]) / "logs"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / f"{word}.log").open("ab") as log:
        return subprocess.Popen([CHEYUAN, word], env=env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)


@contextmanager
def alone(env: dict[str, str]) -> Iterator[None]:
    """One start at a time in a data folder, on a free port: a second one would end the database of the first."""
    folder, bind = Path(env["CHEYUAN_DATA"]), env.get("CHEYUAN_BIND", "127.0.0.1:8000")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stopped(
                f"Cheyuan is open already: http://{bind}/ (end it with Ctrl-C where it was started)"
            ) from None
        host, _, port = bind.rpartition(":")
        with socket.socket() as line:
            if line.connect_ex((host or "127.0.0.1", int(port))) == 0:
                raise Stopped(
                    f"{bind} is taken by another program; CHEYUAN_BIND=127.0.0.1:8001 make run takes another port"
                )
        yield


def stop(env: dict[str, str], children: list["subprocess.Popen[bytes]"]) -> None:
    """End the processes, then the database."""
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(30)
        except subprocess.TimeoutExpired:
            child.kill()
    if Path(CHEYUAN).exists():
        subprocess.run([CHEYUAN, "stop"], env=env, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)


def work(env: dict[str, str]) -> None:
    """Start web and worker and stay until somebody stops us."""
    ended = threading.Event()
    children: list[subprocess.Popen[bytes]] = []

    def leave(signum: int, frame: FrameType | None) -> None:
        ended.set()

    bind = env.get("CHEYUAN_BIND", "127.0.0.1:8000")
    try:
        world = prepare(env)
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, leave)
        with step("web and worker"):
            children += [start(env, word) for word in ("serve", "worker")]
            wait(lambda: ended.is_set() or answers(f"http://{bind}/healthz"), children)
        if not ended.is_set():
            greet(f"http://{bind}/", world)
        while not ended.wait(0.5):
            if any(child.poll() is not None for child in children):
                raise Stopped("a process ended; see var/logs")
    finally:
        print("  stopping … ", end="", flush=True)
        stop(env, children)
        print("stopped", flush=True)


def main() -> int:
    """Exit code 0 after Ctrl-C, 1 when something ended by itself."""
    env = environment()
    try:
        with alone(env):
            work(env)
    except Stopped as why:
        print(f"  {why}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
