"""The board: today's coverage by rule, everybody's load, and what an even load would take. A constant number of questions."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cheyuan.base.accounts.queries import Colleague, colleagues
from cheyuan.base.accounts.roles import words_of
from cheyuan.engage.board.models import Balance
from cheyuan.engage.care import actions as care
from cheyuan.engage.contact import queries as contact
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment
from cheyuan.kernel.errors import Missing

CALLERS = ("care_agent", "care_manager", "sales_consultant", "service_advisor")
AT_MOST = 5000
RIGHT = "contact.team"


@dataclass(frozen=True)
class Person:
    """One colleague today: open tasks offered, attempts made, people reached, tasks past their deadline and the oldest."""

    id: int
    name: str
    role: str
    away: bool
    load: int
    attempts: int
    reached: int
    booked: int
    late: int
    oldest: datetime | None


@dataclass(frozen=True)
class Board:
    """What the supervisor sees; ``free`` is what nobody has."""

    rules: Sequence[contact.Coverage]
    people: Sequence[Person]
    free: int
    last: Balance | None

    @property
    def mark(self) -> str:
        """Changes when any figure does: the page asks with it and is answered only then."""
        last = (self.last.pk, self.last.undone_at) if self.last else None
        said = repr((tuple(self.rules), tuple(self.people), self.free, last))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def sums(self) -> dict[str, int]:
        """All rules together."""
        names = ("due", "tried", "reached", "booked", "open", "late")
        return {name: sum(getattr(one, name) for one in self.rules) for name in names}


def board(by: Actor, at: datetime) -> Board:
    """Today at a moment, in the actor's stores; Denied without the right to see the team."""
    by.require(RIGHT)
    free = sum(count for _rule, count in contact.unassigned(by, at))
    return Board(contact.coverage(by, at), _people(by, at), free, last_balance(by, at))


def _people(by: Actor, at: datetime) -> list[Person]:
    today = day_of(at)
    found, loads = colleagues(by, today), care.loads(by, today)
    late, oldest = contact.late_by_person(by, at), contact.oldest_by_person(by, at)
    made = {one.account_id: one for one in contact.results(by, today, everyone=True)}
    rows = []
    for one in found.values():
        result, load = made.get(one.id), loads.get(one.id, 0)
        if not (load or result or one.roles & {"care_agent"}):
            continue
        attempts, reached, booked = (result.attempts, result.reached, result.booked) if result else (0, 0, 0)
        role = words_of(frozenset(one.roles))
        rows.append(
            Person(one.id, one.name, role, one.away, load, attempts, reached, booked, late.get(one.id, 0), oldest.get(one.id))
        )  # fmt: skip
    return sorted(rows, key=lambda row: (-row.load, row.name, row.id))


@dataclass(frozen=True)
class Gift:
    """Who gives how many to whom; a giver of "" is nobody."""

    giver: str
    taker: str
    count: int
    giver_id: int | None
    taker_id: int


@dataclass(frozen=True)
class Proposal:
    """What an even load would take: every single move, and for people the sums and each load before and after."""

    moves: Sequence[care.Passing]
    gifts: Sequence[Gift]
    loads: Sequence[tuple[Colleague, int, int]]

    @property
    def mark(self) -> str:
        """Stands for what a person was shown and agreed to."""
        said = repr([(one.giver_id, one.taker_id, one.count) for one in self.gifts])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def proposal(by: Actor, at: datetime) -> Proposal:
    """How the open tasks of the actor's store would lie even; nothing is changed."""
    by.require("care.tasks.assign")
    today = day_of(at)
    people, loads = colleagues(by, today), care.loads(by, today)
    moves = care.evened((care.Held(*row) for row in contact.movable(by, at, AT_MOST)), people, loads)
    return Proposal(moves, _gifts(moves, people), _loads(moves, people, loads))


def _gifts(moves: Sequence[care.Passing], people: Mapping[int, Colleague]) -> list[Gift]:
    sums = Counter((one.giver, one.taker) for one in moves)
    found = [
        Gift(
            people[giver].name if giver is not None and giver in people else "", people[taker].name, count, giver, taker
        )
        for (giver, taker), count in sums.items()
        if taker is not None
    ]
    return sorted(found, key=lambda one: (one.giver != "", -one.count, one.giver, one.taker, one.taker_id))


def _loads(
    moves: Sequence[care.Passing], people: Mapping[int, Colleague], loads: Mapping[int, int]
) -> list[tuple[Colleague, int, int]]:
    after = Counter(loads)
    after.update(one.taker for one in moves if one.taker is not None)
    after.subtract(one.giver for one in moves if one.giver is not None)
    rows = [(one, loads.get(one.id, 0), after[one.id]) for one in people.values()]
    return sorted((row for row in rows if row[1] or row[2]), key=lambda row: (-row[1], row[0].name))


def last_balance(by: Actor, at: datetime) -> Balance | None:
    """The last evening out of today."""
    rows = Balance.objects.filter(store_id__in=by.store_ids, at__gte=moment(day_of(at))).defer("moves")
    return rows.order_by("-at", "-pk").first()


def balance(by: Actor, balance_id: int, *, lock: bool = False) -> Balance:
    """One of them; Missing when there is none for this actor."""
    by.require(RIGHT)
    rows = Balance.objects.filter(store_id__in=by.store_ids, pk=balance_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Missing("balance", balance_id)
    return found
