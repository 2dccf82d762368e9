"""Metrics of the contact centre (INS-30)."""

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.care.exports import TASKS
from cheyuan.engage.contact.exports import ATTEMPTS
from cheyuan.insight.metrics.declaring import Metric
from cheyuan.records.vehicles.exports import CARS, WORKSHOP

AT = "cheyuan.engage.contact.metrics.rows."
DIMS = ("brand", "model", "rule", "agent")
METRICS = (
    Metric(
        code="contact_return", name=_("Return after a talk"),
        formula=_("Talks about a car whose car visited this store on the day or within the days of the policy ÷ all talks about a"
                  " car whose days are over."),
        meaning=_("What a talk is worth to the workshop, whatever it was about."), unit="ratio", owner="care_manager",
        better="up", dims=DIMS, sources=(CARS, WORKSHOP, ATTEMPTS), rows=AT + "contact_return",
        numbers=("metrics.return_days",), target="metrics.target_contact_return", target_scale=100,
        grain=_("One task with somebody spoken to, on the day the days of the policy are over."), order=26,
    ),
    Metric(
        code="failed", name=_("Failed to reach"),
        formula=_("Tasks closed because nobody was reached after all attempts ÷ all tasks done or closed so."),
        meaning=_("How many customers we can no longer reach."), unit="ratio", owner="care_manager", better="down", dims=DIMS,
        sources=(CARS, TASKS), rows=AT + "failed", target="metrics.target_failed", target_scale=100,
        grain=_("One task that came to its end, on that day."), order=27,
    ),
)  # fmt: skip
