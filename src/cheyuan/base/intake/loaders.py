"""How records of an import reach their tables: staged in temporary tables, resolved and written set by set.

An app registers one loader. The pipeline calls, inside one transaction: ``open`` → ``add`` per record → ``flush`` →
``resolve`` of all loaders in order (find what exists, refuse what cannot be) → ``write`` of all loaders (only when the
import is to be kept). Each is handed the ``Run``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from cheyuan.base.intake.reading.rows import Cleaned, Problem
from cheyuan.kernel.actor import Actor


class Place(NamedTuple):
    """Where a record stands: the number of its sheet in the import, its row there."""

    sheet: int
    row: int


class Declared(NamedTuple):
    """What the store declares about the people of a book: they agreed to marketing over these channels; the proof in words."""

    channels: tuple[str, ...]
    proof: str


@dataclass
class Run:
    """One pass over an import: who, into which store, as of which day; the cursor carries the one transaction."""

    by: Actor
    store_id: int
    batch_id: int
    as_of: date
    at: datetime
    cursor: Any
    consent: "Declared | None" = None
    counts: dict[str, int] = field(default_factory=dict)
    titles: Sequence[str] = ()
    staged: int = 0
    step: Callable[[], None] = lambda: None

    def sql(self, statement: str, **more: object) -> int:
        """Run a statement; %(store)s, %(group)s, %(batch)s, %(at)s, %(as_of)s are filled in. Answers the rows touched."""
        named = {
            "store": self.store_id, "group": self.by.group_id, "batch": self.batch_id, "at": self.at, "as_of": self.as_of,
            **more,
        }  # fmt: skip
        self.cursor.execute(statement, named)
        self.step()
        return int(self.cursor.rowcount)

    def count(self, what: str, number: int) -> None:
        """Add to a figure of the result ("customers_new")."""
        self.counts[what] = self.counts.get(what, 0) + number


class Refusal(NamedTuple):
    """A row that only the database could refuse (severity "error") or remark on ("warning")."""

    place: Place
    problem: Problem


class Loader(Protocol):
    """One app's part in an import."""

    records: frozenset[str]
    tables: tuple[str, ...]  # those it writes: the planner is told of their new size after a large import

    def open(self, run: Run) -> None:
        """Create the temporary tables."""

    def add(self, run: Run, spec: str, place: Place, records: Mapping[str, Mapping[str, Any]], row: Cleaned) -> None:
        """Take the records of one clean row."""

    def flush(self, run: Run) -> None:
        """Write what is still in memory into the temporary tables."""

    def resolve(self, run: Run) -> Iterator[Refusal]:
        """Match against what exists; name what cannot be taken, and mark it so."""

    def write(self, run: Run) -> None:
        """Write everything that is not refused."""


_loaders: dict[int, Callable[[], Loader]] = {}
_undo: dict[int, Callable[[Run], None]] = {}


def register(order: int, make: Callable[[], Loader]) -> None:
    """Make a loader known; lower orders resolve and write first. ValueError when another has this place."""
    if _loaders.setdefault(order, make) is not make:
        raise ValueError(f"two loaders at {order}")


def loaders() -> Sequence[Loader]:
    """Fresh loaders for one run, in order."""
    return [_loaders[order]() for order in sorted(_loaders)]


def register_undo(order: int, function: Callable[[Run], None]) -> None:
    """Make known how an app gives back what an import wrote; lower orders go first. It may refuse with ``Refused``.

    ValueError when another has this place: one of the two would be forgotten.
    """
    if _undo.setdefault(order, function) is not function:
        raise ValueError(f"two ways back at {order}")


_comparers: list[Callable[[Run], None]] = []


def register_comparer(function: Callable[[Run], None]) -> None:
    """Make known how an app compares what books say of its figures: it fills ``ours`` and ``compared`` of intake_opinion.

    It must leave alone what is compared already, and may run again at any time (``actions.compare``).
    """
    _comparers.append(function)


def comparers() -> Sequence[Callable[[Run], None]]:
    """All of them."""
    return list(_comparers)


def undoers() -> Sequence[Callable[[Run], None]]:
    """All of them, in order."""
    return [_undo[order] for order in sorted(_undo)]


class Stage:
    """A temporary table filled by COPY in blocks."""

    def __init__(self, table: str, columns: Mapping[str, str]) -> None:
        self.table, self.columns = table, dict(columns)
        self._rows: list[Sequence[Any]] = []

    def create(self, run: Run) -> None:
        """Make the table; it goes with the transaction."""
        inside = ", ".join(f"{name} {kind}" for name, kind in self.columns.items())
        run.cursor.execute(f"CREATE TEMPORARY TABLE {self.table} ({inside}) ON COMMIT DROP")

    def add(self, run: Run, row: Sequence[Any]) -> None:
        """One row, in the order of the columns without those that have a default (``… default …``).

        Lists are handed over as text (``array``): turning them into arrays value by value costs more than all the rest.
        """
        self._rows.append(row)
        if len(self._rows) >= 20_000:
            self.flush(run)

    def flush(self, run: Run) -> None:
        """Send what is in memory."""
        if not self._rows:
            return
        names = [name for name, kind in self.columns.items() if " default" not in kind]
        with run.cursor.copy(f"COPY {self.table} ({', '.join(names)}) FROM STDIN") as copy:
            for row in self._rows:
                copy.write_row(row)
        self._rows.clear()


def array(words: Collection[str]) -> str:
    """Words as PostgreSQL reads an array; they are quoted when one has signs of its grammar."""
    plain = ",".join(words)
    if (
        "" not in words
        and plain.count(",") == len(words) - 1
        and plain.replace(",", "").isalnum()
        and "null" not in plain.lower()
    ):
        return "{" + plain + "}"
    return "{" + ",".join(map(_quoted, words)) + "}"


def numbers(values: Iterable[int]) -> str:
    """Numbers as PostgreSQL reads an array."""
    return "{" + ",".join(map(str, values)) + "}"


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
