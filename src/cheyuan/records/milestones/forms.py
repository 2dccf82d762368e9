"""The form that begins a job or an order: which car, which number, what is to be done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.records.milestones import words
from cheyuan.records.milestones.actions.noting import LONGEST_NOTE, LONGEST_NUMBER, LONGEST_WHAT
from cheyuan.records.milestones.steps import STEPS


class Begin(forms.Form):
    """The first milestone."""

    car = forms.CharField(
        label=_("Plate, VIN or the owner's phone"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    number = forms.CharField(label=_("Number of the order or job"), max_length=LONGEST_NUMBER)
    what = forms.CharField(label=pgettext_lazy("milestones", "What"), max_length=LONGEST_WHAT, required=False)
    step = forms.ChoiceField(label=_("Stands at"))
    note = forms.CharField(label=pgettext_lazy("milestones", "Note"), max_length=LONGEST_NOTE, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step, words.step_of(kind, step)) for step in STEPS[kind]]  # type: ignore[attr-defined]
        if kind == "workshop":
            self.fields["car"].required = True
