"""What a sheet may contain: fields with their labels in the words of stores, and sheets as lists of fields.

Kinds: text, prose (kept as typed), name, code, vin, plate, phone, email, date, birthday, km, money, whole, number,
choice, flag, ignore.
Cleaned values: date → date; km, whole → int; money → int (fen); number → float; flag → bool; all others → str.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cheyuan.base.intake.reading.labels import normal


@dataclass(frozen=True)
class Field:
    """One thing a column may hold.

    ``labels`` are headers that mean it; ``needed`` makes an empty cell an error; ``unit`` is assumed when the header names
    none (money: yuan or fen); ``record`` says what it belongs to (customer, vehicle, reading, visit, …); ``past`` refuses
    days after today; ``opinion`` marks what we compute ourselves: compared, never trusted, its problems are warnings;
    ``choices`` maps normal words to codes; ``most`` is the greatest length of a text or the greatest number.
    """

    name: str
    labels: tuple[str, ...]
    kind: str = "text"
    needed: bool = False
    unit: str = ""
    record: str = ""
    past: bool = False
    opinion: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    most: int = 200

    def normal_labels(self) -> frozenset[str]:
        """The labels and the field's own name as they are compared."""
        return frozenset(filter(None, map(normal, (self.name, *self.labels))))


@dataclass(frozen=True)
class SheetSpec:
    """One sort of sheet: its name (customers), the names that files and sheets carry, its fields.

    ``keys`` are pairs (field, others): the same value of that field twice in one book must come with the same content in
    the other fields (none named: in all).
    """

    name: str
    titles: tuple[str, ...]
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def get(self, name: str) -> Field:
        """The field of that name; KeyError when the sheet has none."""
        return {field.name: field for field in self.fields}[name]

    @property
    def needed(self) -> tuple[str, ...]:
        """The names of the fields without which a sheet cannot be read."""
        return tuple(field.name for field in self.fields if field.needed)


def known_labels(specs: tuple[SheetSpec, ...]) -> frozenset[str]:
    """All labels of some sheets: what ``book.read`` finds headers by."""
    return frozenset(label for spec in specs for field in spec.fields for label in field.normal_labels())
