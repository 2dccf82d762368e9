"""What complaints show on a customer's page: theirs, with the state; and the button that takes a new one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.complaints import queries, words
from cheyuan.records.customers.panels import Facing, Panel, Topic


def theirs(facing: Facing) -> list[dict[str, Any]] | None:
    """Their complaints, newest first; None when there was none."""
    found = facing.once("complaints", lambda: queries.of_customer(facing.by, facing.customer.pk))
    return [
        {"one": one, "kind": words.KINDS[one.kind], "state": words.STATES[one.state], "mark": words.MARKS[one.state]}
        for one in found
    ] or None


def button(facing: Facing) -> int:
    """Whose complaint the form begins with."""
    return facing.customer.pk


TOPIC = Topic("complaint", _("Complaints"), "complaint", 45)
PRESENT = {
    "complaints": "SELECT FROM complaints_complaint t WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[])"
}
PANELS = (
    Panel("complaints", "left", "complaints/_theirs.html", theirs, "complaints.view", 25, "complaints"),
    Panel("complaints", "sheet", "complaints/_theirs.html", theirs, "complaints.view", 25, "complaints"),
    Panel("complaints", "actions", "complaints/_button.html", button, "complaints.take", 60),
)
