"""Words of scores: signs, reasons of values, sentences of refusals and of the timeline."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.kernel import money

SIGNS: dict[str, object] = {
    "valuation": pgettext_lazy("sign", "Asked for a valuation"),
    "looked": pgettext_lazy("sign", "Looked at new models"),
    "family": pgettext_lazy("sign", "The family grew"),
}
VERBS = {
    "sign.noted": _("Sign of interest in a new car: %(sign)s"),
    "sign.undone": _("Sign of interest taken back: %(sign)s"),
}
SENTENCES = {
    "sign_kind": _("Please choose what was noticed."),
    "sign_day": _("Please choose a day of the last year, today at the latest."),
    "sign_undone": _("This sign was taken back already."),
    "price_needed": _("Please give brand, model and a price above nothing."),
    "price_known": _("There is a price for this trim already. Please remove it first."),
    "sheet_no_file": _("The file %(file)s cannot be read. Nothing was written."),
    "sheet_not_text": _("The file %(file)s is not a text in UTF-8. Nothing was written."),
    "sheet_empty": _("There are no rows in the file %(file)s. Nothing was written."),
    "sheet_column": _("The file %(file)s has no column “%(column)s”. Nothing was written."),
    "sheet_row": _("Line %(line)s has not as many cells as it should. Nothing was written."),
    "sheet_cell": _("Line %(line)s, column “%(column)s”: “%(value)s” makes no sense there. Nothing was written."),
    "sheet_missing": _("Line %(line)s: the column “%(column)s” is empty. Nothing was written."),
    "sheet_too_long": _("The file has more than %(most)s lines. Nothing was written."),
    "sheet_little": _("Only %(customers)s customers came again: too few to learn from. Nothing was written."),
    "sheet_none": _("No customer began by %(until)s. Nothing was written."),
    "sheet_no_room": _("The file %(file)s cannot be written."),
    "sheet_argument": _("Discount from 0 to 1, years from 1 to 50, days held out from 0 to 3650, please."),
}
Reason = Mapping[str, Any]


def sign(code: str) -> str:
    """A sign in words."""
    return str(SIGNS.get(code, code))


def value_reason(one: Reason) -> str:
    """A reason of a customer's value or chance to leave as a sentence; empty for a code no longer known."""
    say = _REASONS.get(str(one.get("code")))
    return say(one) if say else ""


def _late(one: Reason) -> str:
    days = {"count": f"{one['days']:,}"}
    return ngettext("The expected visit is %(count)s day overdue.", "The expected visit is %(count)s days overdue.",
                    one["days"]) % days  # fmt: skip


def _visits(one: Reason) -> str:
    figures = {"count": f"{one['count']:,}", "each": money.show(one["fen"])}
    return ngettext("Here on %(count)s day so far, %(each)s each time on average.",
                    "Here on %(count)s days so far, %(each)s each time on average.", one["count"]) % figures  # fmt: skip


_REASONS: dict[str, Callable[[Reason], str]] = {
    "no_car": lambda one: _t("None of their cars is here any more."),
    "late": _late,
    "on_time": lambda one: _t("No expected visit is overdue."),
    "model": lambda one: _t("Customers with such a history are still customers in %(percent)s of 100 cases.") % one,
    "next_rhythm": lambda one: _t("They usually come every %(days)s days.") % one,
    "next_due": lambda one: _t("The next service is due then, by date or kilometres."),
    "next_usual": lambda one: _t("Reckoned with the usual %(days)s days between two visits.") % one,
    "visits": _visits,
    "rules": lambda one: _t("Too little history for a model yet: reckoned by plain rules."),
}
