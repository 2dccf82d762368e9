"""What segments make known to the other rooms: rights, policies, fields of the records, lists, the nightly counting."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.intake import loaders
from cheyuan.base.jobs import schedule, work
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.insight.segments import (
    facing,
    jobs,
    leftovers,
    listing,
    policies,
    rights,
    shipped,
    standard,
    uses,
    viewed,
    words,
)
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import panels, persons

NAMES = {
    "life-prospect": _("Prospects"), "life-new": _("New owners"), "life-settled": _("Settled owners"),
    "life-replace": _("Replacement"), "value-high": _("High value"), "value-potential": _("Potential value"),
    "value-regular": _("Regular value"), "need-family": _("Families"), "need-business": _("Business drivers"),
    "need-young": _("Young drivers"),
}  # fmt: skip


def _shipped() -> list[shipped.Shipped]:
    return [
        shipped.Shipped(code, name, code.partition("-")[0], "customer", shipped.TREES[code], 10 + place)
        for place, (code, name) in enumerate(NAMES.items())
    ]


def declare() -> None:
    """Make all of it known; called once at start, after the records."""
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES)
    sentences.register(words.SENTENCES)
    standard.declare()
    shipped.register(*_shipped())
    lists.register(listing.MEMBERS)
    lists.extend("customers", listing.ON_CUSTOMERS)
    lists.extend("vehicles", listing.ON_CARS)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    uses.register(viewed.VIEWS)
    loaders.register_undo(15, leftovers.undo_import)
    register_router("segments", "cheyuan.insight.segments.api.router")
    work.register(jobs.NAME, jobs.work, _("Counting segments"))
    schedule.register(jobs.NAME, jobs.HOUR, jobs.MINUTE, jobs.nightly)
    nav.register(
        nav.Entry(
            "segments",
            pgettext_lazy("rail", "Segments"),
            "filter",
            "segments:list",
            right=rights.VIEW.name,
            order=62,
            rare=True,
        )
    )
    for name, label in (("segment", _("Segment")), ("segment_run", _("Counting of segments"))):
        ref.register(ref.Kind(name, label, lambda _one: reverse("segments:list"), rights.VIEW.name, "filter"))
    ref.register(
        ref.Kind(
            "segment_member",
            _("Member of a segment"),
            lambda one: reverse("segment_members:page", args=[one]),
            rights.VIEW.name,
            "person",
        )
    )
