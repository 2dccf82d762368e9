"""The twelve outcomes of a contact (CARE-12): their key, what they ask for, and whether somebody was reached."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Outcome:
    """One outcome. ``key`` is the key on the keyboard; ``fields`` are asked for when it is chosen; ``row`` groups the keys."""

    code: str
    label: object
    key: str
    row: str  # reached, not_reached, changed, rare
    reached: bool
    fields: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    counts: bool = True


OUTCOMES = (
    Outcome(
        "booked", _("Booked"), "1", "reached", True, ("book_at", "what", "transport", "advisor_id", "km"), ("book_at",)
    ),
    Outcome("will_come", _("Will come by themselves"), "2", "reached", True, ("planned_on", "km")),
    Outcome("call_later", _("Call again later"), "3", "reached", True, ("call_at",), ("call_at",), counts=False),
    Outcome("no_answer", _("No answer"), "4", "not_reached", False),
    Outcome("switched_off", _("Switched off"), "5", "not_reached", False),
    Outcome("wrong_number", _("Wrong number"), "6", "not_reached", False, ("new_phone",)),
    Outcome("refused", _("Not this time"), "7", "changed", True, ("why",)),
    Outcome("done_elsewhere", _("Done elsewhere"), "8", "changed", True, ("shop", "done_on", "price", "km")),
    Outcome("sold_car", _("Sold the car"), "9", "changed", True, ("sold_on",)),
    Outcome("moved", _("Moved away"), "0", "rare", True, ("city",)),
    Outcome("complaint", _("Complaint"), "-", "rare", True, ("complaint",), ("complaint",)),
    Outcome("do_not_contact", _("Do not contact"), "=", "rare", True, ("scope",)),
)
BY_CODE = {one.code: one for one in OUTCOMES}
MISSED = ("no_answer", "switched_off")
