"""Words of vouchers: kinds, reasons, states; sentences of refusals and of the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cheyuan.kernel import money

if TYPE_CHECKING:
    from cheyuan.records.vouchers.actions.using import Taken
    from cheyuan.records.vouchers.models import Grant, Voucher

KINDS: dict[str, object] = {
    "amount": pgettext_lazy("voucher", "Amount off"), "percent": pgettext_lazy("voucher", "Percentage off"),
    "gift": pgettext_lazy("voucher", "Gift"),
}  # fmt: skip
REASONS: dict[str, object] = {
    "manual": pgettext_lazy("voucher", "Goodwill"), "birthday": pgettext_lazy("voucher", "Birthday"),
    "recall": pgettext_lazy("voucher", "Recall offer"), "compensation": pgettext_lazy("voucher", "Compensation"),
}  # fmt: skip
STATES: dict[str, object] = {
    "given": pgettext_lazy("voucher", "Valid"), "asked": pgettext_lazy("voucher", "Waits for a signature"),
    "used": pgettext_lazy("voucher", "Redeemed"), "expired": pgettext_lazy("voucher", "Expired"),
    "withdrawn": pgettext_lazy("voucher", "Withdrawn"), "refused": pgettext_lazy("voucher", "Not approved"),
}  # fmt: skip
MARKS = {"given": "none", "asked": "wait", "used": "well", "expired": "no", "withdrawn": "no", "refused": "no"}
STEPS: dict[str, object] = {
    "first": pgettext_lazy("voucher", "First reminder"), "last": pgettext_lazy("voucher", "Last reminder"),
}  # fmt: skip
WHY_NOT: dict[str, object] = {
    "no_consent": _("No message is possible: the customer has not agreed to offers."),
    "no_address": _("No message is possible: there is no number or address on file."),
    "refused": _("No message is possible: the customer refused offers."),
    "stopped": _("No message is possible: the customer wants no contact."),
    "stale": _("The message came too late."),
    "taken_back": _("The message was taken back before it left."),
}
SENTENCES = {
    "voucher_code": _("This is no code of ours. Please check the ten signs; 0, 1, I, L and O never occur."),
    "voucher_kind": _("Please choose a kind of voucher and a reason."),
    "voucher_title": _("Please give the voucher a name of at most 60 signs."),
    "voucher_worth": _("Please give the worth in yuan, at most 100,000."),
    "voucher_percent": _("Please give a percentage from 1 to 100; only for vouchers of that kind."),
    "voucher_days": _("Please choose a last day from today on, at most three years away."),
    "voucher_order": _("Please give the number of the repair order."),
    "voucher_early": _("This voucher is valid only from %(day)s on."),
    "voucher_late": _("This voucher was valid until %(day)s."),
    "voucher_used": _("This voucher was redeemed already. Nothing was booked."),
    "voucher_state": _("This voucher cannot be used: it was withdrawn, has expired or is not approved yet."),
}
VERBS = {
    "voucher.given": _("Voucher given: %(title)s (%(worth)s)"),
    "voucher.refused": _("Voucher not approved: %(title)s"),
    "voucher.cancelled": _("Voucher not asked for any more: %(title)s"),
    "voucher.used": _("Voucher redeemed: %(title)s for %(order)s"),
    "voucher.unused": _("Redeeming of the voucher taken back: %(title)s"),
    "voucher.withdrawn": _("Voucher withdrawn: %(title)s"),
    "voucher.restored": _("Voucher valid again: %(title)s"),
}


def worth(row: Voucher | Taken) -> str:
    """What it is worth, as people say it: ¥500 · 10 % off, at most ¥300 · gift worth ¥80."""
    amount = money.show(row.worth_fen)
    if row.kind == "percent":
        return gettext("%(percent)s%% off, at most %(amount)s") % {"percent": row.percent, "amount": amount}
    return gettext("gift worth %(amount)s") % {"amount": amount} if row.kind == "gift" else amount


def title_of(grant: Grant) -> str:
    """What a signature is asked for: name, how many, worth of all."""
    total = money.show(grant.worth_fen * grant.count)
    return grant.title if grant.count == 1 else f"{grant.title} x {grant.count} = {total}"
