"""Rule R18: some days after the result was told a care agent asks whether the customer is content."""

from datetime import date, datetime, timedelta

from cheyuan.base.policies.queries import value
from cheyuan.engage.care import actions as care
from cheyuan.engage.complaints.clocks import opening
from cheyuan.engage.complaints.hours import week_of
from cheyuan.engage.complaints.models import Complaint
from cheyuan.engage.complaints.ticking import reaches
from cheyuan.kernel.clock import moment

RULE, ROLE, PRIORITY = "R18", "care_agent", 75


def ask(one: Complaint, day: date, at: datetime) -> int | None:
    """A task of the rule for the customer, offered from the first open day on; None for a complaint without a person."""
    if one.customer is None:
        return None
    week = week_of(one.store_id, day)
    opens = opening(week, moment(day, zone=week.zone))
    hours = value("complaints.revisit_hours", one.store_id)
    until = reaches(week, opens, timedelta(hours=hours)) or opens
    return care.ask_about(
        care.Person(one.store_id, one.customer.cust_no, one.customer.pk, one.vehicle_id),
        care.Asked(
            RULE, ROLE, until, f"{one.number}/{one.reopened}", {"complaint": one.number, "solved": one.solution[:200]},
            PRIORITY, opens_on=opens.astimezone(week.zone).date(),
        ),
        at=at,
    )  # fmt: skip
