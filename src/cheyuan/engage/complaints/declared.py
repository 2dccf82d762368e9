"""What complaints make known to the other rooms: rights, policies, sentences, list, panels, the person's part."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.approvals import kinds
from cheyuan.base.inbox import digesting, records
from cheyuan.base.inbox import kinds as notices
from cheyuan.base.jobs import retention
from cheyuan.base.journal import verbs
from cheyuan.base.journal.events import subscribe
from cheyuan.base.lists import spec as lists
from cheyuan.base.search import sources
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.engage.complaints import (
    compensating,
    events,
    facing,
    keeping,
    leftovers,
    listing,
    policies,
    queries,
    reactions,
    rights,
    segmenting,
    words,
)
from cheyuan.engage.complaints.metrics import METRICS
from cheyuan.engage.complaints.moves import CLOSED, WITHDRAWN
from cheyuan.insight.metrics import declaring
from cheyuan.kernel import policy, ref, right
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers import panels, persons

NOTICES = (
    notices.Kind(reactions.ESCALATED, _("Escalation"), reactions.said, "complaint"),
    notices.Kind(
        reactions.ASSIGNED, _("Complaint given to you"), _("%(who)s gave you complaint %(number)s"), "complaint"
    ),
)


def _in_hand(by: Actor, _day: date) -> list[digesting.Line]:
    rows = queries.complaints(by).filter(assignee_id=by.account_id or 0).exclude(state__in=(CLOSED, WITHDRAWN))
    found = rows.order_by("due_at", "id")[:100]
    return [digesting.Line(f"{row.number} {words.KINDS[row.kind]}", listing.page_of(row.pk)) for row in found]


def declare() -> None:
    """Make all of it known; called once at start."""
    declaring.register(*METRICS)
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES, keeping.WORDS)
    retention.register(keeping.KEEPING)
    sentences.register(words.SENTENCES)
    segmenting.declare()
    verbs.register(words.VERBS)
    verbs.vocabulary({"channel": words.CHANNELS, "satisfaction": words.SATISFACTION})
    kinds.register(*compensating.KINDS.values())
    lists.register(listing.COMPLAINTS)
    panels.topics(facing.TOPIC)
    panels.present(**facing.PRESENT)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    ref.register(
        ref.Kind(
            "complaint",
            pgettext_lazy("record", "Complaint"),
            listing.page_of,
            "complaints.view",
            "complaint",
            rights.sees_all,
        )
    )
    records.register(records.Record("complaint", "complaints.view", queries.complaints, lambda row: row.number))
    sources.register(sources.Source("complaint", _("Complaints"), "complaints.view", order=30, direct=queries.numbered))
    notices.register(*NOTICES)
    digesting.register(digesting.Part("complaints", _("Complaints in your hands"), _in_hand, "complaints.view", 40))
    subscribe(events.Escalated, reactions.escalated)
    subscribe(events.Assigned, reactions.assigned)
    subscribe(events.Settled, reactions.settled)
    register_router("complaints", "cheyuan.engage.complaints.api.router")
    nav.register(
        nav.Entry("complaints", _("Complaints"), "complaint", "complaints:list", right="complaints.view", order=45),
    )
