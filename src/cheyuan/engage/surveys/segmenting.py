"""What surveys bring to segments."""

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.surveys.exports import SCORES
from cheyuan.insight.segments.fields import Field, Source, register

GROUP = _("How satisfied they are")
SOURCE = Source("survey_scores", "customer", (SCORES,), "cheyuan.engage.surveys.lake.standing.standing")
FIELDS = (
    Field("last_score", _("Last satisfaction score, of 100"), SOURCE.code, "score", "number", group=GROUP, order=92),
    Field("answered_on", _("Last survey answered"), SOURCE.code, "answered_on", "date", group=GROUP, order=93),
)


def declare() -> None:
    """Make them known; called once at start."""
    register(SOURCE, *FIELDS)
