"""The sections in which a customer's file is edited; what a rule refuses comes back at its field."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.kernel.actor import Actor
from cheyuan.records.customers import people, words
from cheyuan.records.customers.models import Customer

ANY = (("", _("not known")),)


def _options(pairs: Any) -> list[tuple[str, object]]:
    return [*ANY, *pairs]


def _line(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, **more)


def _choice(label: Any, pairs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=_options(pairs))


def _date(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class Section(forms.Form):
    """One section of the file. ``masked`` fields are shown empty with their mask as hint; left empty they stay as they are."""

    title: object = ""
    masked: tuple[str, ...] = ()

    def __init__(self, *args: Any, one: Customer | None = None, by: Actor | None = None, **kwargs: Any) -> None:
        if one is not None:
            kwargs.setdefault("initial", {name: getattr(one, name) for name in self.names() if name not in self.masked})
        super().__init__(*args, **kwargs)
        self.by = by
        for name, people_of in (("consultant_id", people.consultants), ("advisor_id", people.colleagues)):
            if name in self.fields and by is not None:
                self.fields[name].choices = [*ANY, *people_of(by)]  # type: ignore[attr-defined]

    @classmethod
    def names(cls) -> list[str]:
        """The fields of the section."""
        return list(cls.base_fields)

    def values(self) -> dict[str, Any]:
        """What is to be written; masked fields and the language only when something was said."""
        data = dict(self.cleaned_data)
        for name in (*self.masked, "language"):
            if not data.get(name):
                data.pop(name, None)
        for name in ("consultant_id", "advisor_id"):
            if name in data:
                data[name] = int(data[name]) if data[name] else None
        return data


class Person(Section):
    """Who it is and how to speak to them."""

    title = _("Person")
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Person or company"), choices=words.KINDS)
    gender = _choice(_("Gender"), words.GENDERS)
    birthday = _date(_("Birthday"))
    salutation = _line(_("How to address them"), 60)
    avoid = _line(_("What not to mention"), 200)
    occupation = _line(_("Occupation"), 60)
    usage = _choice(_("Driving usage"), words.USAGES)
    is_vip = forms.BooleanField(label=_("VIP"), required=False)
    is_key_account = forms.BooleanField(label=_("Key account"), required=False)


class Reach(Section):
    """How to reach them."""

    title = _("How to reach them")
    masked = ("phone", "wechat", "email", "address", "id_document")
    phone = _line(_("Phone"), 40)
    preferred_channel = _choice(_("Preferred channel"), words.CHANNELS)
    preferred_time = _line(_("Preferred time"), 60)
    language = forms.ChoiceField(
        label=pgettext_lazy("customer", "Written to in"), choices=words.LANGUAGES, required=False
    )
    wechat = _line(_("WeChat id"), 60)
    email = forms.EmailField(label=_("Email"), required=False, max_length=120)
    province = _line(_("Province"), 40)
    city = _line(_("City"), 40)
    district = _line(_("District"), 40)
    address = _line(_("Street"), 200)
    id_document = _line(_("ID document"), 40)


class Care(Section):
    """Who looks after them, and what else is known."""

    title = _("Care")
    advisor_id = forms.ChoiceField(label=_("Service advisor"), required=False)
    consultant_id = forms.ChoiceField(label=_("Sales consultant"), required=False)
    source = _line(_("Came by"), 40)
    notes = _line(_("Notes"), 2000, widget=forms.Textarea({"rows": 4}))


SECTIONS: Mapping[str, type[Section]] = {"person": Person, "reach": Reach, "care": Care}


class New(Section):
    """The first file of somebody."""

    title = _("New customer")
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autofocus": True}))
    kind = forms.ChoiceField(label=_("Person or company"), choices=words.KINDS)
    phone = forms.CharField(label=_("Phone"), max_length=40)
    gender = _choice(_("Gender"), words.GENDERS)
    birthday = _date(_("Birthday"))
    city = _line(_("City"), 40)
    source = _line(_("Came by"), 40)
    cust_no = _line(_("Number"), 40, help_text=_("Leave it empty and we give one."))
