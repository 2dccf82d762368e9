"""The form that gives a voucher."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.policies.queries import value
from cheyuan.kernel import text
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused
from cheyuan.records.vouchers import words
from cheyuan.records.vouchers.terms import LONGEST_TITLE, LONGEST_WORDS, Terms

GIVEN_BY_HAND = ("manual", "recall", "compensation", "birthday")


class Give(forms.Form):
    """What, for how much, why, how long."""

    title = forms.CharField(label=_("Name of the voucher"), max_length=LONGEST_TITLE)
    kind = forms.ChoiceField(label=pgettext_lazy("voucher", "Kind"), choices=tuple(words.KINDS.items()))
    worth = forms.CharField(
        label=_("Worth in yuan"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("For a percentage the most that it takes off, for a gift what it is worth."),
    )  # fmt: skip
    percent = forms.IntegerField(label=_("Percentage"), required=False, min_value=1, max_value=100)
    reason = forms.ChoiceField(
        label=_("Why"), choices=tuple((one, words.REASONS[one]) for one in GIVEN_BY_HAND[:3])
    )  # fmt: skip
    valid_until = forms.DateField(
        label=_("Valid until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    everywhere = forms.BooleanField(label=_("Valid in every store of the group"), required=False)
    words = forms.CharField(
        label=pgettext_lazy("voucher", "In words"), required=False, max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_WORDS}),
        help_text=_("Whoever signs above your limit reads this."),
    )  # fmt: skip

    def __init__(self, *args: Any, store_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = int(value("vouchers.days", store_id))
        self.fields["valid_until"].initial = day_of(now()) + timedelta(days=days)

    def clean_worth(self) -> int:
        """Fen."""
        try:
            return text.fen(self.cleaned_data["worth"])
        except Refused:
            raise forms.ValidationError(str(words.SENTENCES["voucher_worth"])) from None

    def terms(self) -> Terms:
        """What was chosen; a percentage only for that kind."""
        given = self.cleaned_data
        percent = given["percent"] if given["kind"] == "percent" else None
        return Terms(
            given["kind"], given["title"], given["worth"], day_of(now()), given["valid_until"], percent, given["reason"],
            given["words"], given["everywhere"],
        )  # fmt: skip
