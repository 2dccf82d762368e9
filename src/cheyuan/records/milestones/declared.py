"""What milestones make known to the other rooms."""

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.jobs import retention
from cheyuan.base.journal import verbs
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import panels, persons
from cheyuan.records.milestones import facing, leftovers, policies, rights, words


def page_of(job_id: int) -> str:
    """The page of an order or job."""
    return reverse("milestones:page", args=[job_id])


def declare() -> None:
    """Make all of it known; called once at start, after the cars' own."""
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES, policies.WORDS)
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    verbs.vocabulary({"milestone": words.STEPS})
    panels.topics(facing.TOPIC)
    panels.present(**facing.PRESENT)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    retention.register(leftovers.KEEPING)
    ref.register(ref.Kind("job", pgettext_lazy("record", "Order or job"), page_of, "milestones.view", "wrench"))
    register_router("milestones", "cheyuan.records.milestones.api.router")
    nav.register(
        nav.Entry(
            "milestones",
            pgettext_lazy("rail", "Workshop"),
            "wrench",
            "milestones:board",
            "milestones.view",
            48,
            rare=True,
        )
    )
