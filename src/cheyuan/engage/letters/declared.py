"""What letters make known to the other rooms: rights, policies, kinds of records and of approvals, the person's part."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.approvals import kinds
from cheyuan.base.jobs import retention, work
from cheyuan.base.journal import verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.engage.letters import facing, leftovers, policies, rights, words
from cheyuan.engage.letters.actions import making, packing
from cheyuan.engage.letters.queries.mailings import KIND, RECORD
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import panels, persons

LADDER = ("care_manager", "general_manager", "group_admin")
"""Who lets letters out: the care manager or above, and never who asked."""


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES)
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    kinds.register(kinds.Kind(KIND, _("Letters to the print house"), LADDER, packing.decided, icon="mail"))
    ref.register(ref.Kind("mailing", _("Mailing"), facing.page_of, "letters.view", "mail"))
    ref.register(ref.Kind(RECORD, _("Letters to the print house"), facing.package_page, "letters.view", "mail"))
    work.register(making.WORK, making.work, _("Making letters"))
    retention.register(*leftovers.KEEPINGS)
    persons.register(leftovers.PART)
    panels.present(**facing.PRESENT)
    panels.register(*facing.PANELS)
    lists.offer("letters/_offer.html", facing.offers)
    register_router("letters", "cheyuan.engage.letters.api.router")
    nav.register(
        nav.Entry(
            "letters",
            pgettext_lazy("rail", "Letters"),
            "mail",
            "letters:home",
            right="letters.view",
            order=48,
            rare=True,
        ),
        nav.Entry(
            "letters:returns",
            pgettext_lazy("rail", "Returned mail"),
            "mail",
            "letters:returns",
            right="letters.return",
            order=48,
            rare=True,
            unless="letters.view",
        ),
    )
