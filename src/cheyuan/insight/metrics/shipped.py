"""Metrics over what the floors below publish: visits, deliveries, lapse by cohort, value, messages."""

from django.utils.translation import gettext_lazy as _

from cheyuan.base.channels.exports import MESSAGES
from cheyuan.insight.metrics import words
from cheyuan.insight.metrics.declaring import Metric
from cheyuan.records.vehicles.exports import CARS, WORKSHOP

AT = "cheyuan.insight.metrics.expressions."
CAR_DIMS = ("brand", "model")
MONTH_END = _("One car that the store cares for, at the end of each month (of the running month: today).")
LAPSE = _(
    "Cars whose last visit to this workshop (or whose delivery, if they never came) lies the months of the policy back or"
    " more ÷ all cars delivered at least that long ago."
)
LAPSE_MEANING = _("The share of the cars delivered in a year that have stopped coming. Split by year of delivery, it shows"
                  " with which age we lose them.")  # fmt: skip
METRICS = (
    Metric(
        "visits", _("Workshop visits"), _("Visits to this workshop, each kind of work and day counted once."),
        _("How busy the workshop was."), "count", "service_manager", "up", ("brand", "model", "kind"), (CARS, WORKSHOP),
        AT + "visits", words={"kind": words.WORK}, grain=_("One visit of one car, on the day of the visit."), order=40,
    ),
    Metric(
        "delivered", _("New cars delivered"), _("Cars sold here, on the day of their delivery."),
        _("How many customers the house has won."), "count", "sales_manager", "up", CAR_DIMS, (CARS,), AT + "delivered",
        grain=_("One car sold here, on the day of its delivery."), order=41,
    ),
    Metric(
        "value", _("Workshop value of a car"), _("What cars paid in this workshop in the last 12 months ÷ all cars cared for."),
        _("What a car of the garage is worth to the workshop in a year."), "fen", "service_manager", "up", (*CAR_DIMS, "cohort"),
        (CARS, WORKSHOP), AT + "value", grain=MONTH_END, standing=True, mean=True, order=30,
    ),
    Metric(
        "lapse_short", _("Not come for half a year"), LAPSE, LAPSE_MEANING, "ratio", "care_manager", "down",
        (*CAR_DIMS, "cohort"), (CARS, WORKSHOP), AT + "lapse_short", grain=MONTH_END, standing=True,
        numbers=("metrics.lapse_short",), target="metrics.target_lapse_short", target_scale=100, order=13,
    ),
    Metric(
        "lapse_long", _("Not come for a year"), LAPSE, LAPSE_MEANING, "ratio", "care_manager", "down",
        (*CAR_DIMS, "cohort"), (CARS, WORKSHOP), AT + "lapse_long", grain=MONTH_END, standing=True,
        numbers=("metrics.lapse_long",), target="metrics.target_lapse_long", target_scale=100, order=14,
    ),
    Metric(
        "messages_sent", _("Messages sent"), _("Messages that left the house, on the day they left."),
        _("How much we write to customers."), "count", "care_manager", "up", ("channel", "kind"), (MESSAGES,),
        AT + "messages_sent", words=words.MESSAGES, grain=_("One message, on the day it left."), order=50,
    ),
    Metric(
        "messages_refused", _("Messages refused"),
        _("Messages that never left because the customer does not want any ÷ all messages written that day."),
        _("How often we meant to write to somebody who does not want it."), "ratio", "care_manager", "down",
        ("channel", "kind"), (MESSAGES,), AT + "messages_refused", words=words.MESSAGES,
        grain=_("One message, on the day it was written."), order=51,
    ),
)  # fmt: skip
