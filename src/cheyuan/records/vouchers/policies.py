"""The numbers and words of vouchers that a manager decides about."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec
from cheyuan.records.vouchers.terms import KINDS

GROUP = _("Vouchers")
POLICIES = (
    PolicySpec("vouchers.birthday_on", True, _("Birthday: a voucher is given"), group=GROUP,
               help=_("Once a year, when rule R14 reached the customer or left a message.")),
    PolicySpec("vouchers.birthday_kind", "amount", _("Birthday: kind"), choices=KINDS, group=GROUP),
    PolicySpec("vouchers.birthday_title", "生日保养代金券", _("Birthday: what it is called"), group=GROUP),
    PolicySpec("vouchers.birthday_fen", 50_000, _("Birthday: worth, or the most that it takes off"), "fen", least=100,
               most=10_000_000, group=GROUP),
    PolicySpec("vouchers.birthday_percent", 10, _("Birthday: percentage, for that kind"), "percent", least=1, most=100,
               group=GROUP),
    PolicySpec("vouchers.birthday_days", 90, _("Birthday: valid for"), "days", least=1, most=730, group=GROUP),
    PolicySpec("vouchers.birthday_everywhere", False, _("Birthday: valid in the whole group"), group=GROUP),
    PolicySpec("vouchers.days", 90, _("Vouchers are valid for, unless said otherwise"), "days", least=1, most=1000,
               group=GROUP),
    PolicySpec("vouchers.undo_minutes", 30, _("Redeeming or withdrawing can be taken back for"), "minutes", least=1,
               most=1440, group=GROUP),
)  # fmt: skip
WORDS = PolicySpec(
    "vouchers.word_days", 1095, _("Words of vouchers that ended are removed after"), "days", least=0, most=7300,
    group=_("Time of keeping"), help=_("0 keeps them. Worth and days stay as figures."),
)  # fmt: skip
