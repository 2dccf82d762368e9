"""What milestones show on a customer's page: what is on the way for them, and where it stands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cheyuan.records.customers.panels import Facing, Panel, Topic
from cheyuan.records.milestones import queries, words

SHOWN = 4


def theirs(facing: Facing) -> list[dict[str, Any]] | None:
    """Open ones first; None when there is nothing."""
    found = facing.once("milestones", lambda: queries.of_customer(facing.by, facing.customer.pk))
    return [
        {"one": row, "step": words.step_of(row.kind, row.step), "mark": "now" if row.is_open else "well"}
        for row in found[:SHOWN]
    ] or None


TOPIC = Topic("milestone", _("Milestones"), "car", 44)
PRESENT = {
    "milestones": "SELECT FROM milestones_job t WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[])"
}
PANELS = (
    Panel("milestones", "left", "milestones/_theirs.html", theirs, "milestones.view", 22, "milestones"),
    Panel("milestones", "sheet", "milestones/_theirs.html", theirs, "milestones.view", 22, "milestones"),
)
