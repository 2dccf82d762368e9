"""What the visitor book makes known to the other rooms."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.inbox import records
from cheyuan.base.intake import loaders
from cheyuan.base.journal import verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import ref, right
from cheyuan.records.customers import panels, persons
from cheyuan.records.receptions import facing, leftovers, queries, rights, words
from cheyuan.records.receptions.listing import RECEPTIONS


def declare() -> None:
    """Make all of it known; called once at start, after customers and cars."""
    right.register(*rights.ALL)
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    verbs.vocabulary({"came_for": words.PURPOSES})
    lists.register(RECEPTIONS)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    loaders.register_undo(20, leftovers.undo_import)
    register_router("receptions", "cheyuan.records.receptions.api.router")
    nav.register(
        nav.Entry(
            "receptions",
            pgettext_lazy("rail", "Visitors"),
            "person",
            "receptions:list",
            right=rights.VIEW.name,
            order=36,
        )
    )
    ref.register(
        ref.Kind(
            "reception", _("Visit"), lambda one: reverse("receptions:page", args=[one]), rights.VIEW.name, "person"
        )
    )
    records.register(records.Record("reception", rights.VIEW.name, queries.receptions, lambda row: row.customer.name))
