"""The numbers of the shipped segments (INS-10)."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

GROUP = _("Segments")
POLICIES = (
    PolicySpec("segments.new_months", 12, _("New owners: newest car younger than"), "months", least=1, most=120, group=GROUP),
    PolicySpec("segments.replace_months", 36, _("Replacement: newest car at least"), "months", least=1, most=240, group=GROUP),
    PolicySpec("segments.intent_days", 90, _("Intention: came to look at cars within"), "days", least=1, most=730, group=GROUP),
    PolicySpec("segments.high_fen", 1_000_000, _("High value: spent in 12 months at least"), "fen", least=0,
               most=1_000_000_000, group=GROUP),
    PolicySpec("segments.premium_high_fen", 2_000_000, _("High value of premium brands: spent in 12 months at least"), "fen",
               least=0, most=1_000_000_000, group=GROUP),
    PolicySpec("segments.premium_brands", "奔驰、宝马、奥迪、雷克萨斯、保时捷", _("Premium brands"), group=GROUP),
    PolicySpec("segments.potential_fen", 500_000, _("Potential value: spent in 12 months less than"), "fen", least=0,
               most=1_000_000_000, group=GROUP),
    PolicySpec("segments.family_size", 3, _("Family: household of at least"), least=2, most=20, group=GROUP),
    PolicySpec("segments.young_years", 35, _("Young: younger than, in years"), least=18, most=60, group=GROUP),
)  # fmt: skip
