"""What scores make known to the other rooms."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.intake import afterwards, loaders
from cheyuan.base.jobs import retention, schedule, work
from cheyuan.base.journal import verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.insight.scores import facing, intake, jobs, leftovers, listing, policies, rights, words
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import panels, persons


def declare() -> None:
    """Make all of it known; called once at start, after customers and cars."""
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES)
    sentences.register(words.SENTENCES)
    verbs.register(words.VERBS)
    verbs.vocabulary({"sign": words.SIGNS})
    lists.register(listing.TRADE_IN)
    lists.offer("scores/_offer.html", lambda one, by: one.name == "trade_in" and by.may(rights.MANAGE.name))
    panels.topics(facing.TOPIC)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    retention.register(leftovers.KEEPING)
    loaders.register(30, intake.SignsLoader)
    loaders.register_undo(16, intake.undo)
    afterwards.register_list("signs_new", "scores:list", rights.VIEW.name)
    ref.register(ref.Kind("trade_in", _("Trade-in score"), listing.page_of, rights.VIEW.name, "gauge"))
    work.register(jobs.NAME, jobs.work, _("Scores"))
    schedule.register(jobs.NAME, jobs.HOUR, jobs.MINUTE, jobs.nightly)
    register_router("scores", "cheyuan.insight.scores.api.router")
    nav.register(
        nav.Entry("scores", pgettext_lazy("rail", "Trade-in"), "gauge", "scores:list", right=rights.VIEW.name, order=49,
                  rare=True)
    )  # fmt: skip
