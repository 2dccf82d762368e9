"""The form of a list price."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.kernel import text
from cheyuan.kernel.errors import Refused


class Price(forms.Form):
    """Brand, model, trim and what it costs new, in yuan."""

    brand = forms.CharField(label=_("Brand"), max_length=60)
    model = forms.CharField(label=_("Model"), max_length=60)
    trim = forms.CharField(label=pgettext_lazy("car", "Trim"), max_length=80, required=False)
    yuan = forms.CharField(
        label=_("List price in yuan"), max_length=20, widget=forms.TextInput({"inputmode": "decimal"})
    )

    def clean_yuan(self) -> int:
        """The price in fen."""
        typed: Any = self.cleaned_data["yuan"]
        try:
            fen = text.fen(typed)
        except Refused:
            raise forms.ValidationError(_("Please write an amount like 199,800.")) from None
        if not 0 < fen < 10**13:
            raise forms.ValidationError(_("Please write an amount like 199,800."))
        return fen
