"""What this room makes known to the others."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.approvals import actions, events, listing, queries, reactions, rights, words
from cheyuan.base.inbox import digesting, records
from cheyuan.base.inbox import kinds as notices
from cheyuan.base.inbox.digesting import Line
from cheyuan.base.jobs import schedule
from cheyuan.base.journal import verbs
from cheyuan.base.journal.events import subscribe
from cheyuan.base.lists import spec as lists
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import policy, ref, right
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.policy import PolicySpec

MORNING = (8, 45)


def _morning(by: Actor, day: date) -> None:
    with scope(by):
        actions.remind(by, now())


def _my_turn(by: Actor, _day: date) -> list[Line]:
    rows = queries.approvals(by).filter(queries.for_me(by)).order_by("asked_at")[:100]
    return [Line(row.title, listing.page_of(row.pk)) for row in rows]


REMIND = PolicySpec("approvals.remind_hours", 24, _("Remind of a signature that waits longer than"), "hours", least=1, most=240,
                    group=_("Approvals"))  # fmt: skip
NOTICES = (
    notices.Kind(reactions.ASKED, _("Approval asked for"), _("%(who)s asks for your signature: %(title)s"), "check"),
    notices.Kind(
        reactions.WAITS, _("Approval waits"), _("Waits for your signature for %(hours)s hours: %(title)s"), "clock"
    ),
    notices.Kind(reactions.ANSWERS["approved"], _("Approved request"), _("%(who)s approved: %(title)s"), "check"),
    notices.Kind(reactions.ANSWERS["refused"], _("Refused request"), _("%(who)s refused: %(title)s"), "close"),
)


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    lists.register(listing.APPROVALS)
    ref.register(ref.Kind("approval", _("Approval"), listing.page_of, "approvals.view", "check"))
    nav.register(
        nav.Entry("approvals", _("Approvals"), "check", "approvals:list", right="approvals.decide", order=65, rare=True)
    )
    register_router("approvals", "cheyuan.base.approvals.api.router")
    schedule.register("approvals.remind", *MORNING, _morning)
    policy.register(REMIND)
    notices.register(*NOTICES)
    records.register(records.Record("approval", "approvals.view", queries.approvals, lambda row: row.title))
    digesting.register(digesting.Part("approvals", _("Waits for your signature"), _my_turn, "approvals.decide", 20))
    subscribe(events.Asked, reactions.asked)
    subscribe(events.Waits, reactions.waits)
    subscribe(events.Decided, reactions.decided)
