"""What this room makes known to the others."""

from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.intake import afterwards, loaders
from cheyuan.base.jobs import retention, schedule
from cheyuan.base.journal import events, verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import panels, persons
from cheyuan.records.duplicates import actions, facing, intake, leftovers, listing, queries, rights, words
from cheyuan.records.duplicates.events import BookArrived

NIGHT = (4, 20)


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    policy.register(*leftovers.POLICIES)
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    persons.register(leftovers.PART)
    persons.register_former(persons.Former(queries.former, queries.numbers))
    retention.register(leftovers.KEEPING)
    loaders.register(5, intake.FormerLoader)
    loaders.register_undo(8, leftovers.undo_import)
    loaders.register_undo(88, leftovers.drop_pairs)
    events.subscribe(BookArrived, actions.arrived)
    lists.register(listing.DUPLICATES)
    ref.register(ref.Kind("pair", _("Possible duplicate"), listing.page_of, "duplicates.view", "people"))
    nav.register(
        nav.Entry(
            "duplicates", _("Duplicates"), "people", "duplicates:list", right="duplicates.merge", order=35, rare=True
        )
    )
    afterwards.register(afterwards.Way(_("Look at possible duplicates"), "duplicates:list", "duplicates.view"))
    panels.present(**facing.PRESENT)
    panels.register(*facing.PANELS)
    register_router("duplicates", "cheyuan.records.duplicates.api.router")
    schedule.register("duplicates.find", *NIGHT, actions.nightly)
