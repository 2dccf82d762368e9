"""What reports make known to the other rooms: rights, policies, kinds of records and of approvals, the monthly closing."""

from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.approvals import kinds
from cheyuan.base.files import rights as files
from cheyuan.base.jobs import schedule, work
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.engage.reports import jobs, leftovers, listing, policies, rights, signing, words
from cheyuan.engage.reports.actions import printing
from cheyuan.engage.reports.metrics import METRICS
from cheyuan.insight.metrics import declaring
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import persons


def declare() -> None:
    """Make all of it known; called once at start."""
    declaring.register(*METRICS)
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES)
    sentences.register(words.SENTENCES)
    kinds.register(*signing.KINDS)
    files.register(printing.PURPOSE, "reports.team")
    schedule.register(jobs.NAME, jobs.HOUR, jobs.MINUTE, jobs.nightly)
    work.register(signing.PRINT, printing.work, _("PDF of a monthly report"))
    ref.register(ref.Kind("month_report", _("Monthly report"), listing.report_page, "reports.team", "report"))
    ref.register(ref.Kind("proposal", _("Deduction or reward"), listing.proposal_page, "reports.decide", "report"))
    persons.register(leftovers.PART)
    register_router("reports", "cheyuan.engage.reports.api.router")
    nav.register(nav.Entry("reports", _("Reports"), "report", "reports:figures", right="reports.view", order=50))
