"""The plan of some stores as Arrow rows, nothing written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import pyarrow as pa

from cheyuan.base.lake import snapshot
from cheyuan.base.lake.engines.embedded import Embedded
from cheyuan.base.lake.engines.opening import opened
from cheyuan.base.lake.engines.postgres import Postgres
from cheyuan.base.lake.looking import MOMENT, Look, Moment, looking
from cheyuan.base.lake.published import Published
from cheyuan.base.policies.queries import values_of_stores
from cheyuan.base.tenancy.models import OpeningHours
from cheyuan.engage.care.own import OwnRule
from cheyuan.engage.care.plan.policy import REACH, Values, from_policies
from cheyuan.engage.care.planning import kept as keeping
from cheyuan.engage.care.planning.engine import Engine
from cheyuan.engage.care.planning.intervals import interval_table
from cheyuan.engage.care.planning.kept import TURNS, Kept
from cheyuan.engage.care.planning.reached import Reach, reached
from cheyuan.engage.care.queries.intervals import intervals
from cheyuan.engage.care.queries.own import own_rules
from cheyuan.insight.scores.exports import CANDIDATES
from cheyuan.insight.segments.exports import members
from cheyuan.insight.segments.queries import archived
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.exports import CUSTOMERS, IMPORTANT
from cheyuan.records.receptions.exports import receptions
from cheyuan.records.vehicles.exports import READINGS, VEHICLES, VISITS


@dataclass(frozen=True)
class Whole:
    """Tasks, due dates of each car, and when each subject turns."""

    tasks: pa.Table
    dues: pa.Table
    turns: pa.Table


class Drawn:
    """One snapshot in one engine; the plan, due dates and previews of it. Make it inside a scope.

    With what the last run kept, only what it must draw again is in the snapshot: ``reach`` says whom; None: everybody.
    ``anew``: nothing that lies in the lake counts. ``also``: segments that count beside those of the rules.
    PostgreSQL needs no snapshot: it sees its tables as of one moment.
    """

    reach: Reach | None = None
    kept: Kept | None = None

    def __init__(
        self,
        by: Actor,
        as_of: date,
        kept: Kept | None = None,
        *,
        anew: bool = False,
        engine: str = "duckdb",
        also: Collection[str] = (),
    ) -> None:
        self.as_of = as_of
        self.read_values(by)
        self.segments = self.asked_segments(also)
        kinds = interval_table(intervals(by, as_of))
        self.under = keeping.under(self.values, self.own, kinds)
        self.kept = kept if kept and kept.under == self.under and kept.as_of <= as_of else None
        machine = opened(by, engine)
        seen: list[Published] = []
        cut: snapshot.Cut = {}
        if isinstance(machine, Postgres):
            seen = self._in_place(by, Look(machine.cursor))
        else:
            cut = self._some(by) or ({} if self.stays else self._all(by, anew))
        if not self.stays:
            self.engine = Engine({**cut, "intervals": kinds}, machine, seen)
        elif not isinstance(machine, Embedded):
            machine.close()

    @property
    def stays(self) -> bool:
        """Nothing is to be drawn again: all that stands is as it should be, and no engine is there to ask."""
        return self.reach is not None and not self.reach

    def read_values(self, by: Actor) -> None:
        """The values and rules of managers that hold on the day, as they are now."""
        self.values = store_values(by.store_ids, self.as_of)
        self._archived = archived(by)
        self.own = [self.as_planned(one) for one in own_rules(by, self.as_of)]

    def as_planned(self, rule: OwnRule) -> OwnRule:
        """A rule whose segment was put away is as good as switched off."""
        return replace(rule, on=False) if rule.segment in self._archived else rule

    def asked_segments(self, also: Collection[str] = ()) -> frozenset[str]:
        """The segments that managers' rules name, and others: only their members are read."""
        return frozenset(one for one in (*(rule.segment for rule in self.own), *also) if one)

    def plan(self) -> pa.Table:
        """The tasks whose window contains the day."""
        return self.window(self.values, self.own, 1)

    def whole(self) -> Whole:
        """The same, one row per car with its due dates, and the days on which time alone changes something."""
        self.engine.ask(self.values, self.own, self.as_of)
        tasks, dues, turns = self.engine.whole()
        return Whole(tasks, dues, turns.select(TURNS.names).cast(TURNS))

    def window(self, values: dict[int, Values], own: list[OwnRule], days: int) -> pa.Table:
        """The tasks whose window has a day among the next ``days``, under other values: what a changed rule would do."""
        self.engine.ask(values, own, self.as_of, days)
        return self.engine.tasks()

    def keeps(self, turns: pa.Table | None) -> Kept:
        """What this run leaves to the next; without turns nothing was drawn."""
        if self.kept and self.reach is not None:
            turns = self.kept.turns if turns is None else self.kept.renewed(self.reach.by_kind(), turns)
        return Kept(self.as_of, self.under, self.moment, turns)

    def _all(self, by: Actor, anew: bool) -> snapshot.Cut:
        cut = dict(snapshot.take(by, (*self._published(), MOMENT), anew=anew))
        self.moment = Moment.of(cut.pop(MOMENT.name))
        return cut

    def _in_place(self, by: Actor, look: Look) -> list[Published]:
        self.moment = look.moment()
        if self.kept:
            self.reach = reached(look, self.moment, self.kept, by.store_ids[0], self.as_of)
        return [self.reach.narrowed(table) if self.reach else table for table in self._published()]

    def _some(self, by: Actor) -> snapshot.Cut | None:
        if self.kept is None:
            return None
        with looking(by) as look:
            self.moment = look.moment()
            self.reach = reached(look, self.moment, self.kept, by.store_ids[0], self.as_of)
            if not self.reach:
                return None
            return {table.name: look.ask(self.reach.narrowed(table).select) for table in self._published()}

    def _published(self) -> tuple[Published, ...]:
        return *_published(self.as_of), *(members(self.segments) if self.segments else ())


def _published(as_of: date) -> tuple[Published, ...]:
    """All that the plan reads of cars and customers. The visitor book from where it may still open windows, and to come."""
    book = receptions(as_of - timedelta(days=2 * REACH), date.max)
    return CUSTOMERS, VEHICLES, VISITS, READINGS, IMPORTANT, CANDIDATES, book


def store_values(store_ids: Sequence[int], on: date | None = None) -> dict[int, Values]:
    """The care policies in force on a day, with the opening time of each store. Call inside a scope."""
    opening = dict(OpeningHours.objects.filter(store_id__in=store_ids, weekday=0).values_list("store_id", "opens"))
    stored = values_of_stores("care.", list(store_ids), on)
    return {store: _with_opening(from_policies(values), opening.get(store)) for store, values in stored.items()}


def _with_opening(values: Values, opens: time | None) -> Values:
    if opens is None:
        return values
    return Values(**{**values.__dict__, "opening_minute": opens.hour * 60 + opens.minute})
