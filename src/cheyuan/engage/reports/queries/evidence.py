"""The reminders that prove a deduction; whoever may see the proposal may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor

SHOWN = 200
_ROWS = """
SELECT t.id, t.rule, t.due_on, t.deadline, t.attempts, t.state, p.name,
  trim(coalesce(v.brand, '') || ' ' || coalesce(v.model, ''))
FROM care_task t
LEFT JOIN customers_customer p ON p.store_id = t.store_id AND p.id = t.customer_id
LEFT JOIN vehicles_vehicle v ON v.store_id = t.store_id AND v.id = t.vehicle_id
WHERE t.store_id = any(%(stores)s) AND t.id = any(%(ids)s::bigint[]) ORDER BY t.deadline, t.id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Proof:
    """One reminder as it stands now."""

    task_id: int
    rule: str
    due_on: date
    deadline: datetime
    attempts: int
    state: str
    name: str
    car: str


def task_rows(by: Actor, ids: Sequence[int]) -> list[Proof]:
    """By deadline, at most 200."""
    if not ids:
        return []
    return [Proof(*row) for row in asked.rows(_ROWS, stores=list(by.store_ids), ids=list(ids), most=SHOWN)]
