"""What this room makes known to the others."""

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.channels.policy import facts
from cheyuan.base.intake import loaders
from cheyuan.base.journal import verbs
from cheyuan.base.ui import words as sentences
from cheyuan.records.customers import panels, persons
from cheyuan.records.relations import contactable, facing, leftovers, words


def declare() -> None:
    """Make all of it known; called once at start, after the customers' own."""
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    verbs.vocabulary({"tie": dict(words.TIES)})
    panels.present(**facing.PRESENT)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    facts.register(contactable.facts(facts.sql()))
    loaders.register_undo(22, leftovers.undo_import)
    register_router("relations", "cheyuan.records.relations.api.router")
