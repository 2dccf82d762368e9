"""Which subjects a run must draw again: those touched since the last run, those that turn by time, and who belongs to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cheyuan.base.lake.looking import Look, Moment
from cheyuan.base.lake.published import CUSTOMER, VEHICLE, Published
from cheyuan.engage.care.planning.kept import Kept
from cheyuan.records.vehicles.exports import cars_of, owners_of

SHARE = 3
"""When more than one subject in so many is to be drawn again, the whole plan is drawn: that is quicker."""
FEW = 3_000


@dataclass(frozen=True)
class Reach:
    """Cars and customers, closed over each other: every owner of the cars, every car of the customers.

    ``touched``: the cars whose rows, or whose owner's, changed; of all others only time has gone on.
    """

    cars: frozenset[int]
    people: frozenset[int]
    touched: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.cars or self.people)

    def ids(self, kind: str) -> Collection[int]:
        """The ids of a kind of subject."""
        return {VEHICLE: self.cars, CUSTOMER: self.people}[kind]

    def narrowed(self, table: Published) -> Published:
        """The table with the rows of these subjects only."""
        return Published(table.name, table.among(self.ids(table.subject)))

    def by_kind(self) -> dict[str, Collection[int]]:
        """Kind → ids."""
        return {VEHICLE: self.cars, CUSTOMER: self.people}


def reached(look: Look, now: Moment, kept: Kept, store_id: int, as_of: date) -> Reach | None:
    """The subjects to draw again for a day; None: all of them.

    ``kept`` was drawn for that day or an earlier one, under the same values.
    """
    if not kept.moment.serves(now):
        return None
    touched = look.touched(kept.moment)
    changed, owners = touched.of(store_id, VEHICLE), touched.of(store_id, CUSTOMER)
    cars = changed | kept.turning(VEHICLE, as_of)
    people = owners | kept.turning(CUSTOMER, as_of)
    if store_id in touched.whole or _many(cars, people, kept):
        return None
    changed |= set(look.ask(cars_of(owners))["vehicle_id"].to_pylist()) if owners else set()
    people |= set(look.ask(owners_of(cars))["customer_id"].to_pylist()) if cars else set()
    cars |= set(look.ask(cars_of(people))["vehicle_id"].to_pylist()) if people else set()
    if _many(cars, people, kept):
        return None
    return Reach(frozenset(cars), frozenset(people), frozenset(changed))


def _many(cars: set[int], people: set[int], kept: Kept) -> bool:
    return len(cars) + len(people) > max(FEW, len(kept.turns) // SHARE)
