"""Every number of the letters, editable per store."""

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.letters.sizes import ENVELOPES, PAPERS
from cheyuan.kernel.policy import PolicySpec

GROUP = _("Letters")
KEEPING = _("Time of keeping")
FILES = PolicySpec("letters.file_days", 30, _("Printed files of posted letters are removed after"), "days", least=0, most=365,
                   group=KEEPING, help=_("0 keeps them."))  # fmt: skip
ADDRESSES = PolicySpec("letters.address_days", 365, _("Names and addresses in posted letters are removed after"), "days",
                       least=0, most=3650, group=KEEPING, help=_("0 keeps them."))  # fmt: skip
POLICIES = (
    PolicySpec("letters.most", 5000, _("Most letters of one mailing"), least=1, most=20_000, group=GROUP),
    PolicySpec("letters.card_paper", "a5l", _("Paper of a card"), choices=tuple(PAPERS), group=GROUP),
    PolicySpec("letters.letter_paper", "a4", _("Paper of a letter"), choices=tuple(PAPERS), group=GROUP),
    PolicySpec("letters.envelope", "dl", _("Envelope of a letter"), choices=tuple(ENVELOPES), group=GROUP),
    PolicySpec("letters.reply_days", 60, _("The questionnaire can be answered for"), "days", least=7, most=180, group=GROUP),
    PolicySpec("letters.package_hours", 48, _("An approved package can be taken for"), "hours", least=1, most=168, group=GROUP),
    PolicySpec("letters.correction_days", 7, _("The address of returned mail is put right within"), "days", least=1, most=60,
               group=GROUP),
    FILES, ADDRESSES,
)  # fmt: skip
