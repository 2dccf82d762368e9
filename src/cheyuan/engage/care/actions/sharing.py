"""Giving out the open tasks of a store by the load that each colleague carries."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Count

from cheyuan.base.accounts.queries import Colleague, colleagues
from cheyuan.base.journal.actions import note_many
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import queries
from cheyuan.engage.care.actions.passing import Passing
from cheyuan.engage.care.models import Task
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of

SPREAD_AT_ONCE = 5000


def shared_out(
    waiting: Iterable[tuple[int, str, str]], people: Mapping[int, Colleague], loads: Mapping[int, int]
) -> dict[int, list[int]]:
    """Who gets which of the tasks (id, role, skill): each goes to the fitting colleague who has the fewest so far.

    Fitting: of the task's role, here today, and with its skill when anybody here has it. Tasks without anyone stay out.
    """
    given: dict[int, list[int]] = defaultdict(list)
    heaps: dict[tuple[str, str], list[tuple[int, int]]] = {}
    load = {one: loads.get(one, 0) for one in people}
    for id, role, skill in waiting:
        if (role, skill) not in heaps:
            fitting = able(people, role, skill)
            heaps[role, skill] = [(load[one], one) for one in fitting]
            heapq.heapify(heaps[role, skill])
        heap = heaps[role, skill]
        if not heap:
            continue
        while heap[0][0] != load[heap[0][1]]:
            heapq.heapreplace(heap, (load[heap[0][1]], heap[0][1]))
        who = heap[0][1]
        load[who] += 1
        heapq.heapreplace(heap, (load[who], who))
        given[who].append(id)
    return dict(given)


def able(people: Mapping[int, Colleague], role: str, skill: str) -> list[int]:
    """Who is here today and can do a task of this role: those with the skill, when anybody here has it."""
    here = [one for one in people.values() if role in one.roles and not one.away]
    skilled = [one for one in here if skill in one.skills] if skill else []
    return [one.id for one in skilled or here]


def loads(by: Actor, today: date) -> dict[int, int]:
    """How many offered open tasks each person has."""
    rows = queries.tasks(by).filter(state="open", offer_on__lte=today, assignee__isnull=False)
    return dict(rows.order_by().values_list("assignee_id").annotate(count=Count("pk")))


@action("care.tasks.assign")
def spread(by: Actor, *, at: datetime) -> list[Passing]:
    """Give every offered open task that nobody has to whoever carries least; answers what found an owner."""
    today = day_of(at)
    rows = (
        queries.tasks(by)
        .filter(state="open", offer_on__lte=today, assignee=None)
        .order_by("deadline", "-value_fen", "pk")
    )
    waiting = list(rows.select_for_update().values_list("pk", "role", "skill")[:SPREAD_AT_ONCE])
    given = shared_out(waiting, colleagues(by, today), loads(by, today))
    for account, ids in given.items():
        Task.objects.filter(pk__in=ids, state="open", assignee=None).update(assignee_id=account, updated_at=at)
    done = [Passing(id, None, account) for account, ids in given.items() for id in ids]
    if done:
        note_many(by, "tasks.spread", "task", [one.task_id for one in done], at=at, people=len(given))
    return done
