"""What this room makes known to the others."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cheyuan.base.channels import reasons
from cheyuan.base.jobs import schedule
from cheyuan.engage.care import panels
from cheyuan.engage.updates import coverage, policies
from cheyuan.engage.updates.milestones import FOLLOWER, REASON
from cheyuan.engage.updates.vouchers import REASONS, remind
from cheyuan.kernel import policy
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.records.milestones import queries as milestones

MORNING = (6, 10)
WORDS = {
    REASON: _("a milestone of the order or the workshop"),
    REASONS["first"]: _("a voucher expires soon"),
    REASONS["last"]: _("a voucher is about to expire"),
}


def _daily(by: Actor, day: date) -> None:
    remind(by, day, at=now())


def declare() -> None:
    """Make all of it known; called once at start, after vouchers and milestones."""
    policy.register(*policies.POLICIES)
    reasons.register(WORDS)
    panels.register(*coverage.BESIDES)
    milestones.follow(FOLLOWER)
    schedule.register("updates.vouchers", *MORNING, _daily)
