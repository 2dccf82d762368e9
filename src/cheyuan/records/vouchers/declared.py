"""What vouchers make known to the other rooms."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.approvals import kinds
from cheyuan.base.jobs import retention, schedule
from cheyuan.base.journal import verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import policy, ref, right
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.records.customers import panels, persons
from cheyuan.records.vouchers import actions, approving, facing, leftovers, listing, policies, rights, words

MIDNIGHT = (0, 10)


def _nightly(by: Actor, day: date) -> None:
    with scope(by):
        actions.expire(by, day, at=now())


def declare() -> None:
    """Make all of it known; called once at start, after the customers' own."""
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES, policies.WORDS)
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    kinds.register(approving.KIND)
    lists.register(listing.VOUCHERS)
    lists.extend("customers", facing.MORE)
    panels.topics(facing.TOPIC)
    panels.present(**facing.PRESENT)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    retention.register(leftovers.KEEPING)
    ref.register(ref.Kind("voucher", pgettext_lazy("record", "Voucher"), listing.page_of, "vouchers.view", "gift"))
    ref.register(ref.Kind("voucher_grant", _("Vouchers"), listing.page_of_grant, "vouchers.view", "gift"))
    schedule.register("vouchers.expire", *MIDNIGHT, _nightly)
    register_router("vouchers", "cheyuan.records.vouchers.api.router")
    nav.register(
        nav.Entry("vouchers", _("Vouchers"), "gift", "vouchers:list", right="vouchers.view", order=47, rare=True)
    )
