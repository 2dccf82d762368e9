"""Metrics of surveys (INS-30, CARE-20)."""

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.surveys import words
from cheyuan.engage.surveys.exports import ANSWERS
from cheyuan.insight.metrics.declaring import Metric
from cheyuan.records.vehicles.exports import CARS

AT = "cheyuan.engage.surveys.metrics.rows."
WORDS = {"kind": words.ABOUT}
DIMS = ("brand", "model", "agent", "kind")
GRAIN = _("One answer to a survey, on its day.")
METRICS = (
    Metric(
        code="csi", name=_("Satisfaction (CSI)"),
        formula=_("The mean of all scores of an answer, of ten; of these the mean over all answers that gave a score."),
        meaning=_("How content customers are with what they were asked about."), unit="score", owner="general_manager",
        better="up", dims=DIMS, words=WORDS, sources=(CARS, ANSWERS), rows=AT + "csi", scale=100, target="metrics.target_csi",
        target_scale=10, grain=GRAIN, order=28,
    ),
    Metric(
        code="nps", name=_("Recommendation (NPS)"),
        formula=_("100 × (answers of 9 or 10 − answers of 6 or less) ÷ all answers to whether one would recommend us."),
        meaning=_("Whether customers speak well of us, from −100 to 100."), unit="score", owner="general_manager", better="up",
        dims=DIMS, words=WORDS, sources=(CARS, ANSWERS), rows=AT + "nps", target="metrics.target_nps", grain=GRAIN, order=29,
    ),
)  # fmt: skip
