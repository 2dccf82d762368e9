"""Doing things at the very same moment, for tests of locks and conditional changes."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Every call in a thread of its own, started together; in their order what each answered, or the error it raised.

    Each thread has its own connection and closes it, so the test must be transactional.
    """
    start, answers = Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            start.wait()
            answers[place] = call()
        except Exception as wrong:
            answers[place] = wrong  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
