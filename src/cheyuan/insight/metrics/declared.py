"""What the dictionary of figures makes known to the other rooms."""

from django.utils.translation import gettext_lazy as _

from cheyuan.base.jobs import schedule, work
from cheyuan.base.ui import words as sentences
from cheyuan.insight.metrics import declaring, jobs, policies, rights, shipped, words
from cheyuan.kernel import policy, right


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES)
    sentences.register(words.SENTENCES)
    declaring.register(*shipped.METRICS)
    work.register(jobs.NAME, jobs.work, _("Reckoning of the metrics"))
    schedule.register(jobs.NIGHTLY, jobs.HOUR, jobs.MINUTE, jobs.nightly)
