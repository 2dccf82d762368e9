"""How this room, on which the journal stands, still leaves its line there: the journal's writer is handed in at start."""

from datetime import datetime
from typing import Any, Protocol

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref


class Writer(Protocol):
    """The journal's ``note``."""

    def __call__(self, by: Actor, verb: str, ref: Ref, /, *, at: datetime, **facts: Any) -> Any:
        """One row of the audit."""


_writers: list[Writer] = []


def use(writer: Writer) -> None:
    """Take this writer (called once, in AppConfig.ready of a room above)."""
    _writers[:] = [writer]


def note(by: Actor, verb: str, ref: Ref, /, *, at: datetime, **facts: Any) -> None:
    """One row of the audit; an IndexError when nobody has handed in a writer, so that nothing goes unwritten."""
    _writers[0](by, verb, ref, at=at, **facts)
