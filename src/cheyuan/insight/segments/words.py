"""The words of this room: refusals, aims, kinds of questions, units."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SENTENCES = {
    "segment_shape": _("These conditions cannot be read. Please put them together again."),
    "segment_large": _("That is more than one segment may hold: %(most)s at most."),
    "segment_empty": _("Please add a condition first."),
    "segment_field": _("Nobody knows the field %(field)s."),
    "segment_value": _("Please complete the condition."),
    "segment_guarded": _("Age and gender may only be asked in segments of need, never for value or anything else."),
    "segment_name": _("Please give the segment a name."),
    "segment_aim": _("Please choose what the segment is for."),
    "segment_subject": _("A segment is one of customers or of cars."),
    "segment_many": _("There are %(most)s segments already. Please archive some."),
    "segment_archived": _("This segment is archived. Please bring it back first."),
    "segment_past": _("A later day was counted already; history is not rewritten."),
}
AIMS: Mapping[str, object] = {
    "life": _("Life cycle"), "value": pgettext_lazy("segment", "Value"), "need": pgettext_lazy("segment", "Need"),
    "risk": pgettext_lazy("segment", "At risk"), "free": _("Your own"),
}  # fmt: skip
SUBJECTS: Mapping[str, object] = {
    "customer": pgettext_lazy("segment of", "Customers"), "vehicle": pgettext_lazy("segment of", "Cars")
}  # fmt: skip
MODES: Mapping[str, object] = {
    "all": _("all of these"), "any": _("at least one of these"), "none": _("none of these"),
}  # fmt: skip
_KNOWN = {"known": pgettext_lazy("condition", "is known"), "unknown": pgettext_lazy("condition", "is unknown")}
OPS: Mapping[str, Mapping[str, object]] = {
    "number": {
        "least": pgettext_lazy("condition", "at least"), "most": pgettext_lazy("condition", "at most"),
        "above": pgettext_lazy("condition", "more than"), "below": pgettext_lazy("condition", "less than"),
        "between": pgettext_lazy("condition", "between"), **_KNOWN,
    },
    "date": {
        "past": pgettext_lazy("condition", "within the last"), "longer": pgettext_lazy("condition", "longer ago than"),
        "next": pgettext_lazy("condition", "within the next"), "later": pgettext_lazy("condition", "later than in"),
        "since": pgettext_lazy("condition", "from the day"), "until": pgettext_lazy("condition", "up to the day"), **_KNOWN,
    },
    "choice": {"is": pgettext_lazy("condition", "is"), "is_not": pgettext_lazy("condition", "is not")},
    "text": {
        "is": pgettext_lazy("condition", "is"), "is_not": pgettext_lazy("condition", "is not"),
        "begins": pgettext_lazy("condition", "begins with"), "contains": pgettext_lazy("condition", "contains"), **_KNOWN,
    },
    "flag": {"yes": pgettext_lazy("condition", "yes"), "no": pgettext_lazy("condition", "no")},
}  # fmt: skip
UNITS: Mapping[str, object] = {
    "fen": pgettext_lazy("unit", "yuan"), "km": pgettext_lazy("unit", "km"), "days": pgettext_lazy("unit", "days"),
    "months": pgettext_lazy("unit", "months"), "years": pgettext_lazy("unit", "years"),
    "km_day": pgettext_lazy("unit", "km a day"),
}  # fmt: skip


def unit(code: str) -> str:
    """A unit in words; empty without one."""
    return str(UNITS.get(code, ""))


def op(kind: str, code: str) -> str:
    """A way of asking in words."""
    return str(OPS[kind][code])
