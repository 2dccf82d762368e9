"""The numbers of values and scores that a manager decides about."""

from django.utils.translation import gettext_lazy as _

from cheyuan.insight.scores.tradein import values
from cheyuan.kernel.policy import PolicySpec

TRADE_IN, VALUE = _("Trade-in score"), _("Customer value")
POLICIES = (
    *values.specs(_, TRADE_IN),
    PolicySpec("scores.stay_days", 180, _("Trade-in: who is a candidate again within this time was one all along"), "days",
               least=0, most=1500, group=TRADE_IN),
    PolicySpec("scores.discount_percent", 10, _("Lifetime value: discount a year"), "percent", least=0, most=100, group=VALUE),
    PolicySpec("scores.life_years", 10, _("Lifetime value: years ahead"), "", least=1, most=30, group=VALUE),
    PolicySpec("scores.holdout_days", 365, _("Trying the model: days held out"), "days", least=30, most=1500, group=VALUE),
    PolicySpec("scores.least_customers", 100, _("A model needs customers who came again"), "", least=20, most=100_000,
               group=VALUE, help=_("With fewer the figures follow plain rules, and say so.")),
    PolicySpec("scores.visit_days", 183, _("Next visit when nothing else is known: after"), "days", least=30, most=1500,
               group=VALUE),
    PolicySpec("scores.churn_on_time", 10, _("Chance to leave: nothing is overdue"), "percent", least=0, most=100, group=VALUE),
    PolicySpec("scores.churn_30", 20, _("Chance to leave: up to 29 days overdue"), "percent", least=0, most=100, group=VALUE),
    PolicySpec("scores.churn_90", 40, _("Chance to leave: 30 to 89 days overdue"), "percent", least=0, most=100, group=VALUE),
    PolicySpec("scores.churn_360", 70, _("Chance to leave: 90 to 360 days overdue"), "percent", least=0, most=100, group=VALUE),
    PolicySpec("scores.churn_lost", 90, _("Chance to leave: longer overdue"), "percent", least=0, most=100, group=VALUE),
    PolicySpec("scores.history_days", 730, _("Former scores are removed after"), "days", least=0, most=7300,
               group=_("Time of keeping"), help=_("0 keeps them.")),
)  # fmt: skip
