"""Asking a process of its own: the data engine lives only as long as an answer takes, never in web or worker.

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

PROGRAM = "cheyuan.base.lake.answering"
TRIES = 3
ONCE_SECONDS, STAY_SECONDS = 1800, 60
IDLE_SECONDS, AT_ONCE, QUEUE_SECONDS = 120, 8, 20
_room = BoundedSemaphore(AT_ONCE)
Report = Callable[[int, int], None]


class Killed(Exception):
    """The child ended without an answer."""


def once(
    by: Actor,
    function: str,
    *,
    report: Report = lambda done, total: None,
    seconds: float = ONCE_SECONDS,
    **question: Any,
) -> dict[str, Any]:
    """The answer of ``function(by, progress, **question)``, named with its module, called in a child that then ends.

    Question and answer are plain values. Refused and OperationalError come through. A child that was killed is started
    again, three times in all: the function must be one that may run twice. Killed when it never answered.
    """
    whole = questioned(by, function, question)
    for _again in range(TRIES - 1):
        try:
            return _ask(whole, report, seconds)
        except Killed:
            continue
    return _ask(whole, report, seconds)


def stays(by: Actor, function: str, *, seconds: float = STAY_SECONDS, **question: Any) -> dict[str, Any]:
    """The same of a child that stays for a while, for pages that soon ask again; one question at a time.

    Refused("engine_busy") when too many ask at once, ("engine_failed") when the child ended or took longer than ``seconds``.
    """
    if not _room.acquire(timeout=QUEUE_SECONDS):
        raise Refused("engine_busy")
    try:
        return helper.ask(questioned(by, function, question), seconds)
    except Killed:
        raise Refused("engine_failed") from None
    finally:
        _room.release()


def warm() -> None:
    """Somebody may ask soon: have a child ready, its start takes seconds."""
    helper.warm()


def questioned(by: Actor, function: str, question: dict[str, Any]) -> dict[str, Any]:
    """The line that a child reads."""
    database = connection.settings_dict["NAME"]
    return {"function": function, "question": question, "by": packed(by), "database": database}


class Helper:
    """A child that stays as long as it is asked something every now and then; one question at a time."""

    def __init__(self, idle: float = IDLE_SECONDS, patience: float = STAY_SECONDS) -> None:
        self.idle, self.patience = idle, patience
        self._child: subprocess.Popen[str] | None = None
        self._end: Timer | None = None
        self._lock = Lock()

    def ask(self, question: dict[str, Any], patience: float | None = None) -> dict[str, Any]:
        """Its answer; Killed when it ended, or took longer than so many seconds."""
        with self._lock:
            child = self._living()
            self._ends_in(patience or self.patience)
            said = _asked(child, question)
            self._ends_in(self.idle)
        return _answer(said)

    def warm(self) -> None:
        """Have a child ready for whoever will ask soon. Nothing when it is at work already."""
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
        self._end = Timer(seconds, stop, [self._child])
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


def stop(child: "subprocess.Popen[str]") -> None:
    """End a child at once."""
    child.kill()
    child.wait()


helper = Helper()


def _ask(question: dict[str, Any], report: Report, seconds: float) -> dict[str, Any]:
    with _child(seconds) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(json.dumps(question) + "\n")
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
