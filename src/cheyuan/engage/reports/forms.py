"""The few fields of the reports."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.accounts.queries import colleagues
from cheyuan.engage.reports import words
from cheyuan.kernel import money
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Refused

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def people(by: Actor, at: datetime) -> list[tuple[str, str]]:
    """Colleagues who are here today, by name."""
    return [(str(one.id), one.name) for one in colleagues(by, day_of(at)).values() if not one.away]


class MeasureForm(forms.Form):
    """One line of the plan."""

    what = forms.CharField(label=_("What is done"), max_length=300)
    weak = forms.ChoiceField(label=_("Weak point"), required=False)
    owner_id = forms.TypedChoiceField(label=pgettext_lazy("improvement", "Owner"), coerce=int)
    due_on = forms.DateField(label=pgettext_lazy("improvement", "Until"), widget=DAY)

    def __init__(self, *args: Any, staff: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weak"].choices = [("", _("in general")), *words.RATES.items()]  # type: ignore[attr-defined]
        self.fields["owner_id"].choices = [("", "—"), *staff]  # type: ignore[attr-defined]


class SubmitForm(forms.Form):
    """The manager's own words on the month."""

    summary = forms.CharField(
        label=_("The month in your words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences: what went well, what did not, what you need."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why."""

    words = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}))

    def __init__(self, *args: Any, label: object = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = str(label or _("Reason"))


class DecideForm(ReasonForm):
    """How much stands, in yuan, and why."""

    amount = forms.CharField(
        label=_("Amount (yuan)"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("0 lets it fall."),
    )  # fmt: skip
    field_order = ["amount", "words"]

    def clean_amount(self) -> int:
        """Fen."""
        try:
            return money.parse(self.cleaned_data["amount"])
        except Refused as refused:
            raise forms.ValidationError(_("Please write an amount like 120 or 99.50.")) from refused
