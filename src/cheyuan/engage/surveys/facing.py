"""What surveys show on a customer's page: their answers with the score; and the button that invites them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.surveys import queries
from cheyuan.engage.surveys.listing import points, title
from cheyuan.records.customers.panels import Facing, Panel, Topic


def theirs(facing: Facing) -> list[dict[str, Any]] | None:
    """Their answers, newest first; None when they never answered."""
    found = facing.once("surveys", lambda: queries.of_customer(facing.by, facing.customer.pk))
    return [{"one": one, "title": title(one.version), "score": points(one.csi)} for one in found] or None


def button(facing: Facing) -> int:
    """Whom the form invites."""
    return facing.customer.pk


TOPIC = Topic("survey", _("Surveys"), "gauge", 46)
PANELS = (
    Panel("surveys", "left", "surveys/_theirs.html", theirs, "surveys.view", 27),
    Panel("surveys", "sheet", "surveys/_theirs.html", theirs, "surveys.view", 27),
    Panel("surveys", "actions", "surveys/_button.html", button, "surveys.invite", 65),
)
