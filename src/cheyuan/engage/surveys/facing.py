"""What surveys show on a customer's page: their answers with the score; and the button that invites them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cheyuan.base.lists.spec import Bulk, More
from cheyuan.base.tenancy.scope import reading
from cheyuan.engage.surveys import actions, queries
from cheyuan.engage.surveys.listing import points, title
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.panels import Facing, Panel, Topic


def theirs(facing: Facing) -> list[dict[str, Any]] | None:
    """Their answers, newest first; None when they never answered."""
    found = facing.once("surveys", lambda: queries.of_customer(facing.by, facing.customer.pk))
    return [{"one": one, "title": title(one.version), "score": points(one.csi)} for one in found] or None


def button(facing: Facing) -> int:
    """Whom the form invites."""
    return facing.customer.pk


def _ask(by: Actor, ids: Sequence[int], values: Mapping[str, str], at: datetime) -> Sequence[int]:
    return actions.send_many(by, ids, values.get("code", ""), at=at).asked


def _asked(number: int) -> str:
    return ngettext(
        "%(count)s customer is asked. Whoever was asked not long ago, refused or has no address was left out.",
        "%(count)s customers are asked. Whoever was asked not long ago, refused or has no address was left out.", number,
    ) % {"count": number}  # fmt: skip


def _known(by: Actor) -> Sequence[tuple[str, object]]:
    with reading(by):
        return [(row.survey.code, row.title) for row in queries.surveys(by) if row.survey.archived_at is None]


MORE = More(
    bulk=(Bulk("survey", _("Send a survey"), "gauge", "surveys.many", _ask, _asked, (("code", _("Survey"), _known),)),)
)
"""For the customers' list."""
TOPIC = Topic("survey", _("Surveys"), "gauge", 46)
PRESENT = {
    "answers": "SELECT FROM surveys_answer t WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[])"
}
PANELS = (
    Panel("surveys", "left", "surveys/_theirs.html", theirs, "surveys.view", 27, "answers"),
    Panel("surveys", "sheet", "surveys/_theirs.html", theirs, "surveys.view", 27, "answers"),
    Panel("surveys", "actions", "surveys/_button.html", button, "surveys.invite", 65),
)
