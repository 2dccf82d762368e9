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
    Outcome("will_come", _("Will come"), "2", "reached", True, ("planned_on", "km")),
    Outcome("call_later", _("Call again later"), "3", "reached", True, ("call_at",), ("call_at",), counts=False),
    Outcome("no_answer", _("No answer"), "4", "not_reached", False),
    Outcome("switched_off", _("Switched off"), "5", "not_reached", False),
    Outcome("wrong_number", _("Wrong number"), "6", "not_reached", False, ("new_phone",)),
    Outcome("refused", _("Not this time"), "7", "changed", True, ("why",)),
    Outcome("done_elsewhere", _("Done elsewhere"), "8", "changed", True, ("shop", "done_on", "price", "km", "ends_on")),
    Outcome("sold_car", _("Sold the car"), "9", "changed", True, ("sold_on",)),
    Outcome("moved", _("Moved away"), "0", "rare", True, ("city",)),
    Outcome("complaint", _("Complaint"), "-", "rare", True, ("complaint",), ("complaint",)),
    Outcome("do_not_contact", _("Do not contact"), "=", "rare", True, ("scope",)),
)
TALKED = Outcome("talked", _("Talked to, result noted"), "2", "reached", True, ("score", "missing", "said"))
"""Instead of "will come" where nothing is offered: the revisit of an important guest, the interview of a visitor."""
VISITS = ("R19", "R20")
BY_CODE = {one.code: one for one in (*OUTCOMES, TALKED)}
WORDS_ELSEWHERE = ("missing", "said")
"""What is kept with the interview and not once more with the attempt."""
MISSED = ("no_answer", "switched_off")
CORRECTIONS = ("X01", "X02")
"""Rules that no plan makes: wrong data to put right, a complaint to answer. They have forms of their own."""
TOGETHER = ("booked", "will_come", "call_later", "no_answer", "switched_off", "refused")
"""Outcomes that may settle other matters of the customer in the same call."""
NEVER_REACHED = (*MISSED, "wrong_number")
REASONS: dict[str, object] = {
    "price": _("Too expensive"),
    "far": _("Too far away"),
    "seldom": _("Drives little"),
    "other_shop": _("Goes to another shop"),
    "no_time": _("No time at present"),
    "unhappy": _("Not happy with us"),
    "other": _("Another reason"),
}
"""Why not this time: the words of the reports."""
LATER_LABELS: dict[str, object] = {
    "corrected": _("Put right"),
    "not_found": _("Not to be found"),
    "answered": _("Complaint answered"),
}


def reason(code: str) -> str:
    """A reason in words; what was typed freely stays as it is."""
    return str(REASONS.get(code, code)) or "—"


def offered(rule: str) -> tuple[Outcome, ...]:
    """The outcomes that the form of a rule shows."""
    return tuple(TALKED if rule in VISITS and one.code == "will_come" else one for one in OUTCOMES)


def label(code: str) -> str:
    """An outcome in words."""
    return str(BY_CODE[code].label if code in BY_CODE else LATER_LABELS.get(code, code))
