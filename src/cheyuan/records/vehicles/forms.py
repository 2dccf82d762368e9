"""Forms of a car's file; what a rule refuses comes back at its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.kernel import text
from cheyuan.kernel.errors import Refused
from cheyuan.records.vehicles import words
from cheyuan.records.vehicles.models import Vehicle

ANY = (("", _("not known")),)


def _line(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, **more)


def _date(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def _choice(label: Any, pairs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[*ANY, *pairs])


class KmField(forms.CharField):
    """Kilometres as people write them: 78130, 78,130, 7.8 万公里."""

    def clean(self, value: Any) -> Any:
        """Whole kilometres, None when left empty."""
        plain = super().clean(value)
        if not plain:
            return None
        try:
            return text.km(plain)
        except Refused as refused:
            raise forms.ValidationError(_("Please write whole kilometres, like 78,130.")) from refused


def _km(label: Any, *, required: bool = True) -> KmField:
    return KmField(label=label, required=required, max_length=20, widget=forms.TextInput({"inputmode": "decimal"}))


class Identity(forms.Form):
    """What the car is."""

    plate = _line(_("Plate"), 20)
    brand = _line(_("Maker"), 60)
    model = _line(_("Model"), 60)
    trim = _line(_("Trim"), 60)
    colour = _line(_("Colour"), 40)
    energy = _choice(_("Energy"), words.ENERGIES)
    model_year = forms.IntegerField(label=_("Model year"), required=False, min_value=1950, max_value=2100)
    seats = forms.IntegerField(label=_("Seats"), required=False, min_value=1, max_value=99)
    use = _choice(_("Use"), words.USES)
    engine_no = _line(_("Engine number"), 40)
    delivered_on = _date(_("Delivered on"))
    registered_on = _date(_("Registered on"))
    sold_here = forms.BooleanField(label=_("Sold by us"), required=False)
    warranty_end = _date(_("Warranty end"))
    warranty_km = _km(_("Warranty up to"), required=False)
    extended_warranty_end = _date(_("Extended warranty end"))
    inspection_due = _date(_("Inspection due"))
    notes = _line(_("Notes"), 2000, widget=forms.Textarea({"rows": 3}))

    @classmethod
    def of(cls, one: Vehicle, data: Any = None) -> "Identity":
        """The form of a car on file."""
        return cls(data, initial={name: getattr(one, name) for name in cls.base_fields})


class New(Identity):
    """The first file of a car."""

    vin = forms.CharField(label=_("VIN"), max_length=40, widget=forms.TextInput({"autofocus": True}))
    sold_here = forms.BooleanField(label=_("Sold by us"), required=False, initial=True)
    field_order = ("vin",)


class Reading(forms.Form):
    """One odometer reading."""

    km = _km(_("Odometer"))
    read_on = _date(_("Read on"), required=True)
    source = forms.ChoiceField(label=pgettext_lazy("source", "From"), choices=words.SOURCES[:3])


class Correction(forms.Form):
    """A manager's correction of the series."""

    km = _km(_("True odometer"))
    read_on = _date(_("On this day"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class Insurance(forms.Form):
    """One insurance policy."""

    insurer = _line(_("Insurer"), 80)
    kinds = _line(_("Kinds"), 120)
    starts_on = _date(_("Begins"))
    ends_on = _date(_("Ends"), required=True)
    premium = _line(_("Premium"), 20, widget=forms.TextInput({"inputmode": "decimal"}))
    sold_here = forms.NullBooleanField(label=_("Sold by us"), required=False)

    def clean_premium(self) -> int | None:
        """Fen."""
        typed = self.cleaned_data["premium"]
        try:
            return text.fen(typed) if typed else None
        except Refused as refused:
            raise forms.ValidationError(_("Please write an amount like 1,234.50.")) from refused


class Sold(forms.Form):
    """The owner sold the car."""

    sold_on = _date(_("Sold on"), required=True)
