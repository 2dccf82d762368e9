"""The quick form of the front desk, and the longer one that puts an entry right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.accounts.queries import colleagues
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import SHANGHAI, day_of
from cheyuan.records.receptions import words
from cheyuan.records.receptions.actions import Visit
from cheyuan.records.receptions.departments import MEMBERS
from cheyuan.records.receptions.models import Reception

NOBODY = ("", "—")
MOMENT = "%Y-%m-%dT%H:%M"
RECEIVERS = tuple(role for roles in MEMBERS.values() for role in roles)


def receivers(by: Actor, at: datetime) -> list[tuple[str, str]]:
    """Who may have received somebody: people of the four departments who are here, the actor first."""
    found = colleagues(by, day_of(at), roles=RECEIVERS).values()
    here = [one for one in found if not one.away]
    return [(str(one.id), one.name) for one in sorted(here, key=lambda one: one.id != by.account_id)]


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, required=False, widget=widget, input_formats=[MOMENT, f"{MOMENT}:%S"])


class Facts(forms.Form):
    """What a visit is about; the fields that both forms share."""

    purpose = forms.ChoiceField(
        label=pgettext_lazy("visit", "Came for"), choices=tuple(words.PURPOSES.items()), widget=forms.RadioSelect
    )
    wanted_model = forms.CharField(
        label=_("Interested in"), required=False, max_length=60,
        widget=forms.TextInput({"list": "wanted-models", "autocomplete": "off"}),
    )  # fmt: skip
    people = forms.IntegerField(
        label=pgettext_lazy("visit", "People"), min_value=1, max_value=99, initial=1,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip
    received_by_id = forms.TypedChoiceField(
        label=pgettext_lazy("visit", "Received by"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, by: Actor, at: datetime, one: Reception | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = receivers(by, at)
        who = one.received_by if one else None
        if who is not None and str(who.pk) not in dict(choices):
            choices = [(str(who.pk), who.name), *choices]
        self.fields["received_by_id"].choices = [NOBODY, *choices]  # type: ignore[attr-defined]


class Quick(Facts):
    """Somebody comes in: who (on file, or name and phone), for what, received by whom."""

    customer_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    who = forms.CharField(required=False, max_length=120)
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip

    def visit(self) -> Visit:
        """As the action takes it."""
        given: Mapping[str, Any] = self.cleaned_data
        return Visit(
            purpose=given["purpose"], customer_id=given["customer_id"], name=given["who"], phone=given["phone"],
            people=given["people"], wanted_model=given["wanted_model"], received_by_id=given["received_by_id"],
        )  # fmt: skip


class Correct(Facts):
    """An entry with all that is known."""

    department = forms.ChoiceField(label=_("Department"), choices=tuple(words.DEPARTMENTS.items()))
    came_at = _moment(pgettext_lazy("visit", "Came"))
    left_at = _moment(pgettext_lazy("visit", "Left"))

    @staticmethod
    def of(one: Reception) -> dict[str, Any]:
        """What the entry says."""
        return {
            "purpose": one.purpose, "wanted_model": one.wanted_model, "people": one.people,
            "received_by_id": one.received_by_id or "", "department": one.department,
            "came_at": localtime(one.came_at), "left_at": localtime(one.left_at) if one.left_at else None,
        }  # fmt: skip

    def values(self, one: Reception) -> dict[str, Any]:
        """What differs: a moment that was not touched keeps its seconds."""
        given = dict(self.cleaned_data)
        for name in ("came_at", "left_at"):
            was, new = getattr(one, name), given[name]
            new = new.replace(tzinfo=SHANGHAI) if new and new.tzinfo is None else new
            same = bool(was and new and localtime(was).strftime(MOMENT) == localtime(new).strftime(MOMENT))
            given[name] = was if same or (name == "came_at" and not new) else new
        return {name: new for name, new in given.items() if new != getattr(one, name)}
