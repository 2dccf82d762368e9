"""What interviews make known to the other rooms."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.inbox import kinds as notices
from cheyuan.base.inbox import records
from cheyuan.base.jobs import retention
from cheyuan.base.journal import verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import words as sentences
from cheyuan.engage.interviews import actions, leftovers, policies, queries, rights, words
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import persons


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES, policies.WORDS)
    retention.register(leftovers.KEEPING)
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    persons.register(leftovers.PART)
    notices.register(notices.Kind(actions.RESULT, _("Calls to important guests"), words.result, "person"))
    ref.register(
        ref.Kind(
            "interview", _("Interview"), lambda one: reverse("interviews:page", args=[one]), rights.VIEW.name, "gauge",
            rights.sees_all,
        )
    )  # fmt: skip
    records.register(records.Record("interview", rights.VIEW.name, queries.interviews, lambda row: row.customer.name))
    register_router("interviews", "cheyuan.engage.interviews.api.router")
    lists.offer("interviews/_offer.html", lambda one, by: one.name == "receptions" and by.may(rights.VIEW.name))
