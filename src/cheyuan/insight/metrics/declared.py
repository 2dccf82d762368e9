"""What the dictionary of figures makes known to the other rooms."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.jobs import schedule, work
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.insight.metrics import actions, declaring, jobs, policies, rights, shipped, words
from cheyuan.kernel import policy, ref, right


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES)
    sentences.register(words.SENTENCES)
    declaring.register(*shipped.METRICS)
    register_router("metrics", "cheyuan.insight.metrics.api.router")
    nav.register(
        nav.Entry(
            "metrics",
            pgettext_lazy("rail", "Metrics"),
            "gauge",
            "metrics:dictionary",
            right="metrics.view",
            order=52,
            rare=True,
        )
    )
    ref.register(ref.Kind("metric", _("Metric"), lambda _one: reverse("metrics:dictionary"), "metrics.view", "gauge"))
    work.register(actions.WORK, jobs.work, _("Reckoning of the metrics"))
    schedule.register(jobs.NIGHTLY, jobs.HOUR, jobs.MINUTE, jobs.nightly)
