"""Words of the visitor book: what people come for, who receives them, sentences of refusals and of the timeline."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PURPOSES: dict[str, object] = {
    "new_car": pgettext_lazy("visit", "Looking at new cars"), "test_drive": pgettext_lazy("visit", "Test drive"),
    "delivery": pgettext_lazy("visit", "Delivery"), "service": pgettext_lazy("visit", "Service or repair"),
    "parts": pgettext_lazy("visit", "Parts"), "complaint": pgettext_lazy("visit", "Complaint"),
    "other": pgettext_lazy("visit", "Other"),
}  # fmt: skip
DEPARTMENTS: dict[str, object] = {
    "sales": pgettext_lazy("department", "Sales"), "service": pgettext_lazy("department", "Service"),
    "care": _("Customer care"), "parts": pgettext_lazy("department", "Parts"),
}  # fmt: skip
SENTENCES = {
    "reception_purpose": _("Please choose what they came for."),
    "reception_people": _("Please say how many came: 1 to 99."),
    "reception_receiver": _("Please choose a colleague of this store."),
    "reception_time": _("This moment is still to come. Please put the time right."),
    "reception_left": _("They cannot have left before they came."),
    "reception_old": _("Visits are noted for the last 30 days at most."),
}
VERBS = {
    "reception.came": _("Visited: %(came_for)s, received by %(who)s"),
    "reception.undone": _("Visit taken out of the visitor book: %(came_for)s"),
}


def purpose(code: str) -> str:
    """What they came for, in words."""
    return str(PURPOSES.get(code, code))


def department(code: str) -> str:
    """Who received them, in words."""
    return str(DEPARTMENTS.get(code, code))
