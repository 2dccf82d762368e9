"""What the inbox makes known to the other rooms."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cheyuan.base.accounts import own_parts
from cheyuan.base.apikit.registry import register_router
from cheyuan.base.inbox import digesting, frame, kinds, listing, queries, reactions, records, rights, words
from cheyuan.base.jobs import events, retention
from cheyuan.base.jobs import queries as jobs
from cheyuan.base.journal.events import subscribe
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import policy, ref, right


def _work_done(facts: Any) -> str:
    return gettext("Done: %(work)s") % {"work": reactions.named(facts)}


def _work_failed(facts: Any) -> str:
    return gettext("Not done: %(work)s") % {"work": reactions.named(facts)}


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    policy.register(*digesting.POLICIES)
    retention.register(digesting.KEEPING)
    sentences.register(words.SENTENCES)
    lists.register(listing.INBOX)
    ref.register(ref.Kind("notice", _("Notice"), listing.page_of, "inbox.view", "inbox"))
    ref.register(ref.Kind("work", words.WORK, lambda one: reverse("jobs:one", args=[one]), "work.own", "clock"))
    records.register(records.Record("work", "work.own", jobs.visible, lambda row: row.title))
    kinds.register(
        kinds.Kind(reactions.DONE, _("Finished work"), _work_done, "check"),
        kinds.Kind(reactions.FAILED, _("Work that failed"), _work_failed, "complaint"),
    )
    digesting.register(digesting.Part("notices", _("New in your inbox"), digesting.notices, order=10))
    subscribe(events.Ended, reactions.ended)
    subscribe(events.Seen, reactions.seen)
    jobs.figure("inbox", queries.UNREAD, frame.values)
    nav.provide(inbox=frame.count)
    nav.addresses(inbox="inbox:list", drawer="inbox:drawer")
    own_parts.register(own_parts.Part("inbox/_mine.html", frame.mine))
    register_router("notices", "cheyuan.base.inbox.api.router")
