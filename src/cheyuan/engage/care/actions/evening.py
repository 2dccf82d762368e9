"""Evening out what colleagues already have: who gives which tasks to whom, and passing them on in one statement (CARE-16)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from cheyuan.base.accounts.queries import Colleague
from cheyuan.base.journal.actions import note_many
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care.actions.passing import Passing
from cheyuan.engage.care.actions.sharing import able, shared_out
from cheyuan.engage.care.actions.tasks import CLAIM_LASTS
from cheyuan.kernel.actor import Actor

Kind = tuple[str, str]


class Held(NamedTuple):
    """A task that may move: who has it (None: nobody), the role and the skill that it asks for."""

    id: int
    holder: int | None
    role: str
    skill: str


def evened(held: Iterable[Held], people: Mapping[int, Colleague], loads: Mapping[int, int]) -> list[Passing]:
    """What would have to move so that the loads become even; each task moves at most once, the first of a holder first.

    What nobody has (or somebody who is no longer here) is given out before; then whoever has most gives to the fitting
    colleague who has least while the two differ by two or more. Who is away neither gives nor gets: their deputy has it.
    """
    rows = list(held)
    free = [one for one in rows if one.holder not in people]
    given = shared_out([(one.id, one.role, one.skill) for one in free], people, loads)
    load = {one: loads.get(one, 0) + len(given.get(one, [])) for one in people}
    holders = {one.id: one.holder for one in free}
    moves = [Passing(id, holders[id], taker) for taker, ids in given.items() for id in ids]
    stacks: dict[int, dict[Kind, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in rows:
        if one.holder is not None and one.holder in people and not people[one.holder].away:
            stacks[one.holder][one.role, one.skill].append(one.id)
    kinds = {kind for stack in stacks.values() for kind in stack}
    fitting = {kind: able(people, *kind) for kind in kinds}
    return moves + _levelled(stacks, load, fitting)


def _levelled(
    stacks: Mapping[int, dict[Kind, list[int]]], load: dict[int, int], fitting: Mapping[Kind, list[int]]
) -> list[Passing]:
    """One task after the other: of those who may give, whoever has most does."""
    moves: list[Passing] = []
    while True:
        for giver in sorted(stacks, key=lambda one: (-load[one], one)):
            if step := _best(giver, stacks[giver], load, fitting):
                break
        else:
            return moves
        taker, kind = step
        moves.append(Passing(stacks[giver][kind].pop(0), giver, taker))
        load[giver] -= 1
        load[taker] += 1


def _best(
    giver: int, stack: Mapping[Kind, list[int]], load: Mapping[int, int], fitting: Mapping[Kind, list[int]]
) -> tuple[int, Kind] | None:
    """Who has least of those who can take one of the giver's tasks, and of which kind; None when nobody has much less."""
    offers = [(load[one], one, kind) for kind, ids in stack.items() if ids for one in fitting[kind] if one != giver]
    least, taker, kind = min(offers, default=(load[giver], 0, ("", "")))
    return (taker, kind) if load[giver] - least >= 2 else None


_MOVED = """
UPDATE care_task t SET assignee_id = m.taker, claimed_by_id = NULL, claimed_at = NULL, updated_at = %(at)s
FROM unnest(%(ids)s::bigint[], %(givers)s::bigint[], %(takers)s::bigint[]) m (id, giver, taker)
WHERE t.store_id = any(%(stores)s) AND t.id = m.id AND t.state = 'open' AND t.assignee_id IS NOT DISTINCT FROM m.giver
 AND (t.claimed_at IS NULL OR t.claimed_at <= %(stale)s) AND (%(since)s::timestamptz IS NULL OR t.updated_at <= %(since)s)
RETURNING t.id
"""


@action("care.tasks.assign")
def pass_on(by: Actor, moves: Sequence[Passing], *, at: datetime, since: datetime | None = None) -> list[int]:
    """Move tasks in one statement; answers the ids that moved.

    A task that was closed, left its giver's hands or lies open on a desk meanwhile stays where it is; with ``since`` also
    one that anybody touched after that moment.
    """
    values: dict[str, Any] = {
        "ids": [one.task_id for one in moves], "givers": [one.giver for one in moves],
        "takers": [one.taker for one in moves], "stores": list(by.store_ids), "at": at, "stale": at - CLAIM_LASTS,
        "since": since,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, values)
        ids = [id for (id,) in cursor.fetchall()]
    if ids:
        moved = set(ids)
        takers = {one.taker for one in moves if one.task_id in moved}
        note_many(by, "tasks.assigned", "task", ids, at=at, people=len(takers))
    return ids
