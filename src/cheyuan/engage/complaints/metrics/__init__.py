"""Metrics of complaints (INS-30)."""

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.complaints import words
from cheyuan.engage.complaints.exports import COMPLAINTS
from cheyuan.insight.metrics.declaring import Metric
from cheyuan.records.vehicles.exports import CARS, WORKSHOP

AT = "cheyuan.engage.complaints.metrics.rows."
WORDS = {"kind": words.KINDS, "department": words.DEPARTMENTS, "channel": words.CHANNELS}
DIMS = ("kind", "department", "channel")
METRICS = (
    Metric(
        code="complaint_closing", name=_("Complaints closed in two weeks"),
        formula=_("Complaints closed within the days of the policy after they were received ÷ all complaints whose days are"
                  " over."),
        meaning=_("Whether a complaint comes to its end soon."), unit="ratio", owner="care_manager", better="up", dims=DIMS,
        words=WORDS,
        sources=(COMPLAINTS,), rows=AT + "closing", numbers=("metrics.closing_days",), target="metrics.target_closing",
        target_scale=100, grain=_("One complaint, on the day the days of the policy are over."), order=32,
    ),
    Metric(
        code="complaints_per_visits", name=_("Complaints per 100 visits"),
        formula=_("100 × complaints received ÷ visits to this workshop."),
        meaning=_("How often a customer is unhappy, whatever the workshop's load."), unit="count", owner="general_manager",
        better="down", dims=("brand", "model"), sources=(CARS, WORKSHOP, COMPLAINTS), rows=AT + "per_visits", mean=True,
        target="metrics.target_complaints", target_scale=10,
        grain=_("One complaint on the day it was received, and one visit on its day."), order=31,
    ),
    Metric(
        code="response", name=_("Time to the first answer"),
        formula=_("Minutes from the receipt of a complaint to its first answer, the mean of the complaints answered."),
        meaning=_("How long a complaint waits for a first word, nights and breaks included."), unit="minutes",
        owner="care_manager", better="down", dims=DIMS, words=WORDS, sources=(COMPLAINTS,), rows=AT + "response",
        target="metrics.target_response", grain=_("One complaint, on the day it was answered."), order=33,
    ),
)  # fmt: skip
