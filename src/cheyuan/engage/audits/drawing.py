"""Which calls are drawn: a rule without tables, the same on every machine and every time."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date


def place(month: date, rule: str, task_id: int) -> str:
    """Where a task stands in the draw of its rule's month: a SHA-256, so that nobody can choose it."""
    return hashlib.sha256(f"{month:%Y-%m}:{rule}:{task_id}".encode()).hexdigest()


def wanted(count: int, share: int) -> int:
    """How many of ``count`` are ``share`` percent, rounded up."""
    return -(-count * share // 100)


def drawn(month: date, rule: str, tasks: Iterable[int], share: int, before: Collection[int] = ()) -> list[int]:
    """The tasks to be drawn now, beside those drawn before: as many as are missing to the share, lowest places first.

    Drawing again with the same calls draws nothing; with more calls only what is missing.
    """
    all_of_them = set(tasks)
    missing = wanted(len(all_of_them | set(before)), share) - len(before)
    left = sorted(all_of_them - set(before), key=lambda task: place(month, rule, task))
    return left[: max(0, missing)]
