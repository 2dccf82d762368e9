"""What the form of an outcome looks like for a rule: what is booked, what "done elsewhere" asks for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

_SUBJECTS = {
    "R08a": "service",
    "R08b": "service",
    "R09": "service",
    "R10": "service",
    "R17": "service",
    "R25": "service",
}
_SUBJECTS |= {
    "R11": "warranty",
    "R12": "inspection",
    "R13": "insurance",
    "R14": "greeting",
    "R18": "complaint",
    "R19": "guest",
    "R20": "interview",
    "R22": "trade_in",
}
_SUBJECTS |= dict.fromkeys(("R01", "R02", "R03", "R04", "R05", "R06", "R07"), "after")


@dataclass(frozen=True)
class Fitting:
    """Words and fields for one kind of matter. ``whats``: what one may book; ``elsewhere``: the fields of "done elsewhere"."""

    whats: tuple[object, ...]
    asks_km: bool
    elsewhere: tuple[str, ...]
    shop: object = _("Where")
    ends: object = ""


_FITTINGS = {
    "service": Fitting(
        (_("Service"), _("Service and check"), _("Service and air filter")), True, ("shop", "done_on", "price", "km"),
    ),
    "warranty": Fitting((_("Check before the warranty ends"), _("Service and check")), True, ("shop", "done_on", "km")),
    "inspection": Fitting(
        (_("Inspection done for the customer"), _("Check before the inspection")), True, ("shop", "ends_on"),
        ends=_("Next inspection"),
    ),
    "insurance": Fitting(
        (_("Talk about the insurance"), _("Sign the insurance")), False, ("shop", "price", "ends_on"),
        shop=_("Insurer"), ends=_("Insured until"),
    ),
    "greeting": Fitting((_("Service"), _("Vehicle check")), False, ()),
    "after": Fitting((_("Vehicle check"), _("Questions about use"), _("Repair")), False, ()),
    "guest": Fitting((_("Talk in the store"), _("Vehicle check")), False, ()),
    "interview": Fitting((_("Test drive"), _("Talk in the store")), False, ()),
    "trade_in": Fitting((_("Have the car valued"), _("Test drive"), _("Talk in the store")), True, ()),
    "complaint": Fitting((_("Talk in the store"), _("Repair")), False, ()),
}  # fmt: skip


def subject_of(rule: str) -> str:
    """service, warranty, inspection, insurance, greeting, after, complaint, guest, interview, trade_in; own rules are service."""
    return _SUBJECTS.get(rule, "service")


def fitting(rule: str) -> Fitting:
    """How the form fits a rule."""
    return _FITTINGS[subject_of(rule)]
