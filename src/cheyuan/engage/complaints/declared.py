"""What complaints make known to the other rooms: rights, policies, sentences, list, panels, the person's part."""

from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.approvals import kinds
from cheyuan.base.jobs import retention
from cheyuan.base.journal import verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.engage.complaints import api, compensating, facing, keeping, leftovers, listing, policies, rights, words
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import panels, persons


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES, keeping.WORDS)
    retention.register(keeping.KEEPING)
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    verbs.vocabulary({"channel": words.CHANNELS, "satisfaction": words.SATISFACTION})
    kinds.register(*compensating.KINDS.values())
    lists.register(listing.COMPLAINTS)
    panels.topics(facing.TOPIC)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    ref.register(
        ref.Kind("complaint", _("Complaint"), listing.page_of, "complaints.view", "complaint", rights.sees_all)
    )
    register_router("complaints", api.router)
    nav.register(
        nav.Entry("complaints", _("Complaints"), "complaint", "complaints:list", right="complaints.view", order=45),
    )
