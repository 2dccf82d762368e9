"""The form of one policy: its field follows from the declaration."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cheyuan.base.policies import shown
from cheyuan.base.ui.words import say
from cheyuan.kernel import money
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.policy import PolicySpec

STORE, GROUP = "store", "group"


class MoneyField(forms.Field):
    """Yuan as typed → fen."""

    def to_python(self, value: Any) -> int | None:
        """Fen of the text."""
        if isinstance(value, int) or not value:
            return value or None
        try:
            return money.parse(value)
        except Refused as refused:
            raise forms.ValidationError(say(refused)) from refused


class ListField(forms.Field):
    """Words or numbers between commas → a tuple like the default."""

    def __init__(self, like: tuple[Any, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = type(like[0]) if like else str

    def to_python(self, value: Any) -> tuple[Any, ...]:
        """The parts."""
        parts = [part.strip() for part in str(value or "").replace("，", ",").split(",") if part.strip()]
        try:
            return tuple(self.kind(part) for part in parts)
        except ValueError:
            raise forms.ValidationError(_("Please write numbers with commas between them.")) from None


def value_field(spec: PolicySpec) -> forms.Field:
    """The field that fits a policy."""
    label = str(spec.label)
    help = _("Shipped default: %(value)s") % {"value": shown.words(spec, spec.default)}
    if isinstance(spec.default, bool):
        return forms.BooleanField(label=label, required=False, help_text=help)
    if spec.choices:
        return forms.ChoiceField(
            label=label, choices=[(one, shown.CHOICES.get(one, one)) for one in spec.choices], help_text=help
        )
    if spec.unit == "fen":
        return MoneyField(label=label, help_text=help)
    if isinstance(spec.default, int):
        return forms.IntegerField(label=label, min_value=spec.least, max_value=spec.most, help_text=help)
    if isinstance(spec.default, tuple):
        return ListField(spec.default, label=label, help_text=help)
    return forms.CharField(label=label, max_length=400, help_text=help)


class PolicyForm(forms.Form):
    """A new version: value, from when on, for whom, why."""

    valid_from = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, spec: PolicySpec, whom: list[tuple[str, object]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whom = whom
        self.fields["value"] = value_field(spec)
        self.fields["whom"] = forms.ChoiceField(label=_("For"), widget=forms.RadioSelect, choices=whom)
