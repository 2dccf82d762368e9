"""What this room makes known to the others."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.approvals import actions, api, listing, rights, words
from cheyuan.base.jobs import schedule
from cheyuan.base.journal import verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import ref, right
from cheyuan.kernel.actor import Actor

MORNING = (8, 45)


def _morning(by: Actor, day: date) -> None:
    with scope(by):
        actions.remind(by, day)


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    lists.register(listing.APPROVALS)
    ref.register(ref.Kind("approval", _("Approval"), listing.page_of, "approvals.view", "check"))
    nav.register(nav.Entry("approvals", _("Approvals"), "check", "approvals:list", right="approvals.decide", order=65))
    register_router("approvals", api.router)
    schedule.register("approvals.remind", *MORNING, _morning)
