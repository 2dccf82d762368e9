"""What audits make known to the other rooms."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.inbox import kinds as notices
from cheyuan.base.inbox import records
from cheyuan.base.jobs import retention, schedule
from cheyuan.base.journal.events import subscribe
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.engage.audits import finding, jobs, leftovers, listing, policies, queries, rights, telling, words
from cheyuan.engage.interviews.events import Low, TakenBack
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import persons


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    policy.register(*policies.SHARES, policies.WORDS)
    retention.register(leftovers.KEEPING)
    sentences.register(words.SENTENCES)
    lists.register(listing.AUDITS)
    persons.register(leftovers.PART)
    schedule.register(jobs.NAME, jobs.HOUR, jobs.MINUTE, jobs.nightly)
    ref.register(ref.Kind("audit", _("Quality audit"), listing.page_of, rights.VIEW.name, "eye", rights.sees_all))
    ref.register(
        ref.Kind("scorecard", _("Score sheet"), lambda _one: reverse("audits:cards"), rights.EVERYBODYS.name, "eye"),
    )
    records.register(
        records.Record("audit", rights.VIEW.name, queries.audits, lambda row: f"{row.rule} {row.agent_name}")
    )
    notices.register(notices.Kind(telling.JUDGED, _("Call audited"), telling.said, "eye"))
    notices.register(
        notices.Kind(
            finding.FINDING, _("Findings about receptions"),
            _("A visitor scored the reception by %(who)s %(score)s of 10"), "eye",
        )
    )  # fmt: skip
    subscribe(Low, finding.low)
    subscribe(TakenBack, finding.taken_back)
    register_router("audits", "cheyuan.engage.audits.api.router")
    nav.register(
        nav.Entry(
            "audits", pgettext_lazy("rail", "Audits"), "eye", "audits:list", right=rights.VIEW.name, order=47, rare=True
        )
    )
