"""Asking the plan's own process: the data engine lives only as long as an answer takes, never in web or worker.

The question goes in as one line of JSON, progress and answer come back as lines. The child ends when this process does:
it watches its standard input. Whatever it had not committed is as if it had never begun.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import environ
from threading import BoundedSemaphore, Timer
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection

from cheyuan.base.jobs.work import packed
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused

PROGRAM = "cheyuan.engage.care.planning"
TRIES = 3
PLAN_SECONDS, PREVIEW_SECONDS = 1800, 60
AT_ONCE, QUEUE_SECONDS = 2, 20
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
    """What a rule would do under other values; Refused("preview_busy") when too many ask at once."""
    question = {
        "what": "preview", "store_id": store_id, "rule": rule, "values": values, "as_of": as_of, "seed": seed,
    }  # fmt: skip
    if not _room.acquire(timeout=QUEUE_SECONDS):
        raise Refused("preview_busy")
    try:
        return _ask(by, question, lambda done, total: None, PREVIEW_SECONDS)
    except Killed:
        raise Refused("preview_failed") from None
    finally:
        _room.release()


def _ask(by: Actor, question: dict[str, Any], report: Report, seconds: float) -> dict[str, Any]:
    whole = {**question, "by": packed(by), "database": connection.settings_dict["NAME"]}
    with _child(seconds) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(json.dumps(whole) + "\n")
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


@contextmanager
def _child(seconds: float) -> "Iterator[subprocess.Popen[str]]":
    own = {**environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    child = subprocess.Popen(
        [sys.executable, "-m", PROGRAM], env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    end = Timer(seconds, child.kill)
    end.daemon = True
    end.start()
    try:
        yield child
    finally:
        end.cancel()
        child.kill()
        child.communicate()
