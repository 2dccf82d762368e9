"""Asking the plan's own process: the data engine lives only as long as an answer takes, never in web or worker.

The question goes in as one line of JSON, progress and answer come back as lines. The child ends when this process does:
it watches its standard input. Whatever it had not committed is as if it had never begun.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock, Timer
from typing import Any

from django.db import OperationalError, connection

from cheyuan.base.jobs.work import packed
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused

PROGRAM = "cheyuan.engage.care.planning"
TRIES = 3
PLAN_SECONDS, PREVIEW_SECONDS = 1800, 60
IDLE_SECONDS, AT_ONCE, QUEUE_SECONDS = 120, 8, 20
_room = BoundedSemaphore(AT_ONCE)
Report = Callable[[int, int], None]


class Killed(Exception):
    """The child ended without an answer."""


def plan(by: Actor, store_id: int, as_of: str, report: Report = lambda done, total: None) -> dict[str, Any]:
    """Run the plan of a store; answers run, made, moved, closed. A child that was killed is started again, three times in all."""
    question = {"what": "plan", "store_id": store_id, "as_of": as_of}
    for _again in range(TRIES - 1):
        try:
            return _ask(by, question, report, PLAN_SECONDS)
        except Killed:
            continue
    return _ask(by, question, report, PLAN_SECONDS)


def preview(by: Actor, store_id: int, rule: str, values: dict[str, Any], as_of: str, seed: int = 0) -> dict[str, Any]:
    """What a rule would do under other values; Refused("preview_busy") when too many ask at once, ("preview_failed").

    Its process stays for a while, since who changes one word soon changes another.
    """
    question = {
        "what": "preview", "store_id": store_id, "rule": rule, "values": values, "as_of": as_of, "seed": seed,
    }  # fmt: skip
    if not _room.acquire(timeout=QUEUE_SECONDS):
        raise Refused("preview_busy")
    try:
        return _helper.ask({**question, **_who(by)})
    except Killed:
        raise Refused("preview_failed") from None
    finally:
        _room.release()


def expect_preview() -> None:
    """Somebody looks at the rules: they may open one next."""
    _helper.warm()


def _who(by: Actor) -> dict[str, Any]:
    return {"by": packed(by), "database": connection.settings_dict["NAME"]}


class Helper:
    """A child that stays as long as it is asked something every now and then; one question at a time."""

    def __init__(self, idle: float = IDLE_SECONDS, patience: float = PREVIEW_SECONDS) -> None:
        self.idle, self.patience = idle, patience
        self._child: subprocess.Popen[str] | None = None
        self._end: Timer | None = None
        self._lock = Lock()

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Its answer; Killed when it ended, or took too long."""
        with self._lock:
            child = self._living()
            self._ends_in(self.patience)
            said = _asked(child, question)
            self._ends_in(self.idle)
        return _answer(said)

    def warm(self) -> None:
        """Have a child ready for whoever will ask soon: its start takes seconds. Nothing when it is at work already."""
        if self._lock.acquire(blocking=False):
            try:
                self._living()
                self._ends_in(self.idle)
            finally:
                self._lock.release()

    def _living(self) -> "subprocess.Popen[str]":
        if self._child is None or self._child.poll() is not None:
            self._child = _start("stay")
        return self._child

    def _ends_in(self, seconds: float) -> None:
        if self._end:
            self._end.cancel()
        assert self._child is not None
        self._end = Timer(seconds, _stop, [self._child])
        self._end.daemon = True
        self._end.start()


def _asked(child: "subprocess.Popen[str]", question: dict[str, Any]) -> dict[str, Any]:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(json.dumps(question) + "\n")
        child.stdin.flush()
        said: dict[str, Any] = json.loads(child.stdout.readline() or "null") or {}
    except (OSError, ValueError):
        raise Killed from None
    if not said:
        raise Killed
    return said


def _stop(child: "subprocess.Popen[str]") -> None:
    child.kill()
    child.wait()


_helper = Helper()


def _ask(by: Actor, question: dict[str, Any], report: Report, seconds: float) -> dict[str, Any]:
    with _child(seconds) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(json.dumps({**question, **_who(by)}) + "\n")
            child.stdin.flush()
        except BrokenPipeError:
            raise Killed from None
        for line in child.stdout:
            said = json.loads(line)
            if "progress" in said:
                report(*said["progress"])
            else:
                return _answer(said)
    raise Killed


def _answer(said: dict[str, Any]) -> dict[str, Any]:
    if "refused" in said:
        raise Refused(said["refused"], **said["facts"])
    if "away" in said:
        raise OperationalError(said["away"])
    answer: dict[str, Any] = said["answer"]
    return answer


def _start(*words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", PROGRAM, *words]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@contextmanager
def _child(seconds: float) -> "Iterator[subprocess.Popen[str]]":
    child = _start()
    end = Timer(seconds, child.kill)
    end.daemon = True
    end.start()
    try:
        yield child
    finally:
        end.cancel()
        child.kill()
        child.communicate()
