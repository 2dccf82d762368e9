"""Telling those above, before a limit runs out and after (CARE-31): one statement for all stores of a group, each level once."""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import connection

from cheyuan.base.journal.actions import note_many
from cheyuan.base.journal.events import tell
from cheyuan.base.tenancy.models import Store
from cheyuan.engage.complaints.events import Escalated
from cheyuan.engage.complaints.models import Complaint, Step
from cheyuan.kernel.actor import Actor, system

MANAGERS = {
    "care": "care_manager", "sales": "sales_manager", "service": "service_manager", "parts": "parts_manager",
    "office": "general_manager",
}  # fmt: skip
"""Whose manager is told that a limit has run out."""

_NEW = """
INSERT INTO complaints_escalation (store_id, complaint_id, clock, round, level, role, at)
SELECT c.store_id, c.complaint_id, c.name, c.round, l.level,
  CASE l.level WHEN 1 THEN 'team_lead' WHEN 2 THEN coalesce(%(managers)s::jsonb ->> p.department, 'care_manager')
  ELSE 'general_manager' END, %(at)s
FROM complaints_clock c JOIN complaints_complaint p ON p.store_id = c.store_id AND p.id = c.complaint_id
CROSS JOIN LATERAL (VALUES (1, c.warn_at), (2, c.due_at), (3, c.last_at)) l (level, moment)
WHERE c.store_id = any(%(stores)s) AND c.stopped_at IS NULL AND c.warn_at <= %(at)s AND l.moment <= %(at)s
ON CONFLICT (store_id, complaint_id, clock, round, level) DO NOTHING
RETURNING store_id, complaint_id, clock, round, level, role
"""
Row = tuple[int, int, str, int, int, str]


def houses() -> list[Actor]:
    """The system in each group, with all its stores that work."""
    found: dict[int, list[int]] = defaultdict(list)
    for store_id, group_id in Store.objects.filter(is_active=True).values_list("pk", "group_id"):
        found[group_id].append(store_id)
    return [system(group, tuple(sorted(stores)), name="complaints") for group, stores in sorted(found.items())]


def escalate(by: Actor, *, at: datetime) -> int:
    """Write what is to be told now in the actor's stores, and tell it; answers how many. Inside the caller's scope.

    Run twice, or by two at once, it tells nobody twice.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEW, {"managers": json.dumps(MANAGERS), "stores": list(by.store_ids), "at": at})
        rows: list[Row] = sorted(cursor.fetchall(), key=lambda row: (row[0], row[1], row[4]))
    if rows:
        _write(by, rows, at)
    return len(rows)


def _write(by: Actor, rows: list[Row], at: datetime) -> None:
    states = dict(Complaint.objects.filter(pk__in=[row[1] for row in rows]).values_list("pk", "state"))
    Step.objects.bulk_create(_step(by, row, states[row[1]], at) for row in rows)
    stores: dict[int, list[int]] = defaultdict(list)
    for store, one, *_rest in rows:
        stores[store].append(one)
    tell(*(Escalated(store, one, clock, level, role) for store, one, clock, _round, level, role in rows))
    for store, ids in stores.items():
        note_many(by, "complaint.escalate", "complaint", ids, at=at, store_id=store)


def _step(by: Actor, row: Row, state: str, at: datetime) -> Any:
    store, one, clock, _round, level, role = row
    facts = {"clock": clock, "level": level, "role": role}
    return Step(
        store_id=store, complaint_id=one, step="escalate", was=state, now=state, facts=facts, by_name=by.name, at=at
    )
