"""The numbers and words of messages that a manager decides about (PLT-05)."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

GROUP = _("Messages")
DAYS = ("every", "open", "working")
POLICIES = (
    PolicySpec("channels.sender", "", _("Name before each message; empty: the store's name"), group=GROUP),
    PolicySpec("channels.refusal_words", "拒收请回复R", _("How to refuse, after each offer"), group=GROUP),
    PolicySpec("channels.sms_fen", 5, _("Price of one part of a text message"), "fen", least=0, most=1000, group=GROUP),
    PolicySpec("channels.call_fen", 15, _("Price of one call by a machine"), "fen", least=0, most=10_000, group=GROUP),
    PolicySpec("channels.letter_fen", 200, _("Price of one letter"), "fen", least=0, most=100_000, group=GROUP),
    PolicySpec("channels.quiet_from", 21, _("Nobody is contacted from"), "oclock", least=12, most=24, group=GROUP),
    PolicySpec("channels.quiet_to", 8, _("Nobody is contacted until"), "oclock", least=0, most=12, group=GROUP),
    PolicySpec("channels.lunch_from", 12, _("No calls at noon from, unless the store's hours say otherwise"), "oclock",
               least=10, most=15, group=GROUP),
    PolicySpec("channels.lunch_to", 14, _("No calls at noon until, unless the store's hours say otherwise"), "oclock",
               least=10, most=16, group=GROUP),
    PolicySpec("channels.days_marketing", "open", _("Offers leave on"), choices=DAYS, group=GROUP),
    PolicySpec("channels.days_service", "every", _("Service messages leave on"), choices=DAYS, group=GROUP),
    PolicySpec("channels.week", 1, _("Offers to one household in 7 days, at most"), least=1, most=7, group=GROUP),
    PolicySpec("channels.month", 4, _("Offers to one household in 30 days, at most"), least=1, most=30, group=GROUP),
    PolicySpec("channels.young", 35, _("Younger people are written to by WeChat, up to the age of"), least=18, most=60,
               group=GROUP),
    PolicySpec("channels.old", 55, _("Older people are called, beyond the age of"), least=40, most=90, group=GROUP),
    PolicySpec("channels.stale_days", 7, _("A message that could not leave is dropped after"), "days", least=1, most=60,
               group=GROUP),
    PolicySpec("channels.tries", 5, _("Tries before a message has failed"), least=1, most=20, group=GROUP),
)  # fmt: skip
