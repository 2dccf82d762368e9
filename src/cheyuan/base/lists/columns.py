"""Columns of a list: what they say, how they look, what they need, by what they can be sorted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cheyuan.kernel.actor import Actor

Load = Callable[[Actor, Sequence[int]], Mapping[int, Any]]
"""One question for a whole page: ``(by, ids) → id → value``. Columns that share a function share its answer."""


@dataclass(frozen=True)
class Column:
    """One column. ``text(row, value)`` is the plain word (export, and the cell unless ``show`` draws it).

    ``value`` comes from ``load`` (None without). ``sort`` names the fields of an index that begins with the store; only a
    single one may be nullable. ``shown`` says whether it stands in the list before anybody chooses columns. ``brief`` is how
    it stands on the card of a phone, without a link (default: like the cell). ``opened`` says without its mask what ``text``
    masks: only for an export that a second person has approved.
    """

    key: str
    label: object  # lazily translated
    text: Callable[[Any, Any], str]
    show: Callable[[Any, Any], str] | None = None
    brief: Callable[[Any, Any], str] | None = None
    load: Load | None = None
    sort: tuple[str, ...] = ()
    descending: bool = False
    numeric: bool = False
    quiet: bool = False
    wide: bool = False
    shown: bool = True
    right: str = ""
    opened: Callable[[Any, Any], str] | None = None

    def cell(self, row: Any, value: Any) -> str:
        """The cell: markup, or plain text that whoever draws it makes safe."""
        return self.show(row, value) if self.show else self.text(row, value)


def loaded(columns: Sequence[Column], by: Actor, ids: Sequence[int]) -> dict[str, Mapping[int, Any]]:
    """The side figures of a page by column: each function is asked once, whatever the number of rows."""
    answers: dict[Load, Mapping[int, Any]] = {}
    for column in columns:
        if column.load and column.load not in answers:
            answers[column.load] = column.load(by, ids) if ids else {}
    return {column.key: answers[column.load] for column in columns if column.load}
