"""Stores, hours, special days, departments."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cheyuan.base.tenancy.actions import Hours
from cheyuan.base.tenancy.models import OpeningHours

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
TIMES = ("opens", "closes", "lunch_from", "lunch_to")


def clock(label: Any) -> forms.TimeField:
    """A time of day; empty is allowed."""
    widget = forms.TimeInput(attrs={"type": "time", "class": "inp"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class StoreForm(forms.Form):
    """Name and place."""

    name = forms.CharField(label=_("Name of the store"), max_length=120)
    city = forms.CharField(label=_("City"), max_length=60, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    region_id = forms.TypedChoiceField(label=_("Region"), coerce=int, empty_value=None, required=False)

    def __init__(self, regions: Sequence[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((one.pk, one.name) for one in regions)]
        self.fields["region_id"].choices = choices  # type: ignore[attr-defined]


class NewStoreForm(forms.Form):
    """A new store."""

    name = forms.CharField(label=_("Name of the store"), max_length=120)
    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("Short and for ever: gz-tianhe"))
    city = forms.CharField(label=_("City"), max_length=60, required=False)


class DayForm(forms.Form):
    """The hours of one weekday; without times it is closed."""

    opens = clock(_("Opens"))
    closes = clock(_("Closes"))
    lunch_from = clock(_("Lunch from"))
    lunch_to = clock(_("Lunch to"))

    def clean(self) -> None:
        """Both times or none."""
        given = self.cleaned_data
        if (given.get("opens") is None) != (given.get("closes") is None):
            raise forms.ValidationError(_("Please give both times, or none for a closed day."))


def week(known: dict[int, OpeningHours], data: Any = None) -> list[DayForm]:
    """Seven forms, Monday first; each field says its weekday to screen readers."""
    days = [
        DayForm(data, prefix=f"d{day}", initial={name: getattr(known.get(day), name, None) for name in TIMES})
        for day in range(7)
    ]
    for form, weekday in zip(days, WEEKDAYS, strict=True):
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = f"{weekday} {field.label}"
    return days


def hours_of(forms_: Sequence[DayForm]) -> list[Hours]:
    """The open days of valid forms."""
    return [Hours(day, **form.cleaned_data) for day, form in enumerate(forms_) if form.cleaned_data.get("opens")]


class SpecialDayForm(forms.Form):
    """A day that differs from its weekday."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    opens = clock(_("Opens"))
    closes = clock(_("Closes"))
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)


class DepartmentForm(forms.Form):
    """A department."""

    name = forms.CharField(label=_("Name of the department"), max_length=80)
    code = forms.SlugField(label=_("Code"), max_length=40)


class RegionForm(forms.Form):
    """A region."""

    name = forms.CharField(label=_("Name of the region"), max_length=120)
