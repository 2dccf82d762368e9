"""What the contact centre shows on a customer's page: who called last, and what came of it."""

from typing import Any

from cheyuan.engage.contact import queries
from cheyuan.engage.contact.outcomes import label
from cheyuan.engage.contact.queries.person import role_of
from cheyuan.records.customers.panels import Facing, Panel

SHOWN = 6


def contacts(facing: Facing) -> list[dict[str, Any]] | None:
    """The last attempts, by whatever department; None when nobody ever called."""
    found = queries.attempts_of(facing.by, facing.customer.pk, SHOWN)
    return [
        {"one": row, "label": label(row.outcome), "role": role_of(row), "missed": not row.reached} for row in found
    ] or None


PANELS = (
    Panel("contact.attempts", "left", "contact/_attempts.html", contacts, "care.tasks.view", 30),
    Panel("contact.attempts", "sheet", "contact/_attempts.html", contacts, "care.tasks.view", 30),
)
