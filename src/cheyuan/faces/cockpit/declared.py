"""What the cockpit makes known to the other rooms."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.jobs import retention, schedule
from cheyuan.base.ui import nav
from cheyuan.faces.cockpit import jobs, policies, rights
from cheyuan.kernel import policy, ref, right


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    register_router("cockpit", "cheyuan.faces.cockpit.api.router")
    policy.register(*policies.POLICIES)
    retention.register(jobs.KEEPING)
    schedule.register(jobs.NAME, jobs.HOUR, jobs.MINUTE, jobs.nightly)
    ref.register(
        ref.Kind(
            "week", _("Page of the week"), lambda one: reverse("cockpit:week", args=[one]), "cockpit.weeks", "report"
        )
    )
    nav.register(
        nav.Entry("cockpit", pgettext_lazy("rail", "Cockpit"), "cockpit", "cockpit:page", right="cockpit.view", order=8)
    )
