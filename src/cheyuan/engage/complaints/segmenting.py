"""What complaints bring to segments."""

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.complaints.exports import COMPLAINERS
from cheyuan.insight.segments.fields import Field, Source, register

GROUP = _("How satisfied they are")
SOURCE = Source("complaints", "customer", (COMPLAINERS,), "cheyuan.engage.complaints.lake.standing.standing")
FIELDS = (
    Field(
        "complaints_open",
        _("Open complaints"),
        SOURCE.code,
        "complaints_open",
        "number",
        empty=0,
        group=GROUP,
        order=90,
    ),
    Field("complained_on", _("Last complaint"), SOURCE.code, "complained_on", "date", group=GROUP, order=91),
)


def declare() -> None:
    """Make them known; called once at start."""
    register(SOURCE, *FIELDS)
