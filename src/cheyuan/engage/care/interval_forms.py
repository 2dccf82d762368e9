"""What a manager types about first service and interval of a kind of car."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cheyuan.engage.care.actions.intervals import KIND, VALUES
from cheyuan.engage.care.own import ENERGIES
from cheyuan.engage.care.words import ENERGIES as ENERGY_WORDS
from cheyuan.kernel import policy

LABELS = {
    "brand": _("Brand"),
    "model": _("Model"),
    "energy": _("Runs on"),
    "first_months": _("First service, months"),
    "first_km": _("First service, km"),
    "months": _("Then every, months"),
    "km": _("Then every, km"),
}


class IntervalForm(forms.Form):
    """Kind of car and its four numbers; the limits are those of the store's own values."""

    brand = forms.CharField(label=LABELS["brand"], required=False, max_length=KIND["brand"])
    model = forms.CharField(label=LABELS["model"], required=False, max_length=KIND["model"])
    energy = forms.ChoiceField(
        label=LABELS["energy"],
        required=False,
        choices=lambda: [("", ENERGY_WORDS["any"]), *((code, ENERGY_WORDS[code]) for code in ENERGIES[1:])],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in VALUES:
            spec = policy.spec(f"care.{name}")
            self.fields[name] = forms.IntegerField(label=LABELS[name], min_value=spec.least, max_value=spec.most)
        self.fields["brand"].widget.attrs["list"] = "brands"
        self.fields["model"].widget.attrs["list"] = "models"
