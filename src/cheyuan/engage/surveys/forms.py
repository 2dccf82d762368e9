"""The form that a customer or an agent fills in, made of a version's questions; and the short ones of the desk."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cheyuan.engage.surveys.actions.answering import Given
from cheyuan.engage.surveys.sheet import LONGEST, Item, said

ROWS = {"rows": 3, "maxlength": LONGEST}


def _field(one: Item, language: str) -> forms.Field:
    label = said(one.words, language)
    if one.kind == "text":
        return forms.CharField(
            label=label, required=one.required, max_length=LONGEST, widget=forms.Textarea(attrs=ROWS)
        )
    pairs = [(str(score), str(score)) for score in one.scale] or [
        (each.key, said(each.words, language)) for each in one.options
    ]
    return forms.ChoiceField(label=label, required=one.required, choices=pairs, widget=forms.RadioSelect)


class Sheet(forms.Form):
    """One field per question, and a place for a question of one's own."""

    def __init__(self, items: list[Item], data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id="q-%s", **more)
        self.items, self.language = items, get_language() or "zh-hans"
        for one in items:
            self.fields[f"q_{one.key}"] = _field(one, self.language)
        self.fields["question"] = forms.CharField(
            label=_("I have a question"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs=ROWS)
        )

    def rows(self) -> list[dict[str, Any]]:
        """The questions with their fields, as the template draws them."""
        return [
            {"item": one, "field": self[f"q_{one.key}"], "ends": one.kind in ("score", "score0", "nps")}
            for one in self.items
        ]

    def given(self) -> Given:
        """What a valid form holds."""
        found = {one: self.cleaned_data.get(f"q_{one.key}", "") for one in self.items}
        values = {one.key: int(said) if one.scale else said for one, said in _filled(found) if one.kind != "text"}
        words = {one.key: said for one, said in _filled(found) if one.kind == "text"}
        return Given(values, words, self.cleaned_data["question"], self.language)


def _filled(found: dict[Item, str]) -> list[tuple[Item, str]]:
    return [(one, text) for one, text in found.items() if text]


class Reply(forms.Form):
    """What the customer was told."""

    reply = forms.CharField(
        label=_("What we answered"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST})
    )


class Invite(forms.Form):
    """Which survey, about which car, on paper or as a link."""

    code = forms.ChoiceField(label=_("Survey"))
    vehicle_id = forms.TypedChoiceField(label=_("Vehicle"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, known: list[tuple[str, str]], cars: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = known  # type: ignore[attr-defined]
        self.fields["vehicle_id"].choices = [("", "—"), *cars]  # type: ignore[attr-defined]
