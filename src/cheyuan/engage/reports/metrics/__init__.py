"""The figures of the monthly report as metrics (INS-30): the same definitions, day by day, with the rows behind them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.care.exports import TASKS
from cheyuan.engage.contact.exports import ATTEMPTS
from cheyuan.insight.metrics.declaring import Metric
from cheyuan.records.vehicles.exports import CARS, WORKSHOP

AT = "cheyuan.engage.reports.metrics.rows."
OF_TASKS: dict[str, Any] = {
    "unit": "ratio", "better": "up", "dims": ("brand", "model", "rule", "agent"), "sources": (CARS, WORKSHOP, TASKS, ATTEMPTS),
    "target_scale": 100, "grain": _("One reminder, on the day of its deadline. One task of one rule, subject and cycle."),
}  # fmt: skip
OF_CARS: dict[str, Any] = {
    "unit": "ratio", "owner": "care_manager", "better": "up", "sources": (CARS, WORKSHOP), "target_scale": 100,
}  # fmt: skip
INTERVALS = ("care.first_months", "care.months", "care.months_ev")
MONTH_END = _("One car that the store cares for, at the end of each month (of the running month: today).")
METRICS = (
    Metric(
        code="first_return", name=_("First-service return rate"),
        formula=_("Cars whose first service was due (delivery + months of the rule) and that had a service here until the end of"
                  " that month and the days of grace ÷ all of these cars."),
        meaning=_("Whether new owners come to us for the first time."), grain=_("One car, on the day its first service was due."),
        dims=("brand", "model"), rows=AT + "first_return", numbers=(*INTERVALS, "metrics.grace_days"),
        target="reports.target_first_return", order=10, **OF_CARS,
    ),
    Metric(
        code="periodic_return", name=_("Periodic return rate"),
        formula=_("Services whose next one was due (day + months of the rule), followed by another service here until the end of"
                  " that month and the days of grace ÷ all of these services. Several on one day are one."),
        meaning=_("Whether owners stay after the first time."), grain=_("One service of a car, on the day the next one was due."),
        dims=("brand", "model"), rows=AT + "periodic_return", numbers=(*INTERVALS, "metrics.grace_days"),
        target="reports.target_periodic_return", order=11, **OF_CARS,
    ),
    Metric(
        code="lapse", name=_("Lapse rate"),
        formula=_("Cars that are past their next service (by months) by the days of the policy or more ÷ all active cars that the"
                  " store cares for."),
        meaning=_("How much of the garage is about to be lost."), grain=MONTH_END, dims=("brand", "model", "cohort"),
        rows=AT + "lapse", standing=True, numbers=(*INTERVALS, "reports.lapse_days"), target="reports.target_lapse", order=12,
        **{**OF_CARS, "better": "down"},
    ),
    Metric(
        code="recall", name=_("Recall rate"),
        formula=_("Cars that had lapsed before the month and visited this store in it ÷ all cars that had lapsed before."),
        meaning=_("Whether lapsed owners find their way back."),
        grain=_("One car that had lapsed before a month, at its end (of the running month: today)."),
        dims=("brand", "model", "cohort"), rows=AT + "recall", standing=True, numbers=(*INTERVALS, "reports.lapse_days"),
        target="reports.target_recall", order=15, **OF_CARS,
    ),
    Metric(
        code="coverage", name=_("Coverage: reminders made"),
        formula=_("Reminders that somebody tried, or that a message did, until the end of the month of their deadline ÷ all"
                  " reminders due. What went away by itself before anybody tried is left out."),
        meaning=_("Whether everybody who must be contacted is."), owner="care_manager", rows=AT + "coverage",
        target="reports.target_made", order=20, **OF_TASKS,
    ),
    Metric(
        code="first_coverage", name=_("First services reminded"),
        formula=_("The same, of the two reminders of the first service."),
        meaning=_("Whether every new owner hears of the first service."), owner="care_manager", rows=AT + "first_coverage",
        target="reports.target_first_coverage", order=21, **OF_TASKS,
    ),
    Metric(
        code="overdue", name=_("Overdue reminders"),
        formula=_("Reminders that nobody had tried by the day of their deadline, nor a message done ÷ all reminders due."),
        meaning=_("How much comes late or never."), owner="care_manager", rows=AT + "overdue", target="metrics.target_overdue",
        order=22, **{**OF_TASKS, "better": "down"},
    ),
    Metric(
        code="reach", name=_("Reach rate"),
        formula=_("Reminders with somebody spoken to until the end of the month ÷ reminders made."),
        meaning=_("Whether we call at the right hour and the right number."), owner="care_manager", rows=AT + "reach",
        target="metrics.target_reach", order=23, **OF_TASKS,
    ),
    Metric(
        code="booking", name=_("Booking rate"),
        formula=_("Reminders of a service with a visit booked until the end of the month ÷ those with somebody spoken to."),
        meaning=_("Whether a talk ends with an appointment."), owner="care_manager", rows=AT + "booking",
        target="reports.target_booking", order=24, **OF_TASKS,
    ),
    Metric(
        code="reminder_return", name=_("Return after a reminder"),
        formula=_("Reminders that call a car to the workshop and whose car visited this store from the day they opened to the end"
                  " of the month of their deadline ÷ all of these reminders."),
        meaning=_("What the calls bring to the workshop."), owner="care_manager", rows=AT + "reminder_return", order=25,
        **OF_TASKS,
    ),
)  # fmt: skip
