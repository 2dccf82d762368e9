"""The form of a mailing, and the short ones."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.policies.queries import values
from cheyuan.engage.letters import wording, words
from cheyuan.engage.letters.actions.drafting import Draft
from cheyuan.engage.letters.models import Mailing
from cheyuan.engage.letters.ornaments import ORNAMENTS
from cheyuan.engage.letters.sizes import ENVELOPES, PAPERS
from cheyuan.kernel.clock import day_of, now

FIELDS = (
    "title",
    "kind",
    "paper",
    "envelope",
    "ornament",
    "heading",
    "body",
    "closing",
    "purpose",
    "survey_code",
    "posts_on",
)
BODY = "尊敬的{title}：\n感谢您一直以来对{store}的信任。{car}陪伴您的每一程，我们都在您身后。\n祝您出行平安，阖家幸福！"
CLOSING = "{store} 全体同仁"
AHEAD = timedelta(days=7)


def _named(options: dict[str, Any]) -> list[tuple[str, object]]:
    return [(key, getattr(one, "label", one)) for key, one in options.items()]


class MailingForm(forms.Form):
    """A card or letter: whom, on what, with which words."""

    title = forms.CharField(label=_("Name of the mailing"), max_length=80, help_text=_("Only colleagues read it."))
    audience = forms.ChoiceField(label=_("Who gets it"))
    purpose = forms.ChoiceField(label=_("What it is for"), choices=list(words.PURPOSES.items()))
    kind = forms.ChoiceField(
        label=pgettext_lazy("mailing", "Kind"), choices=list(words.KINDS.items()), widget=forms.RadioSelect
    )
    paper = forms.ChoiceField(label=_("Paper"), choices=_named(PAPERS))
    envelope = forms.ChoiceField(label=_("Envelope"), choices=_named(ENVELOPES))
    ornament = forms.ChoiceField(
        label=_("Picture"),
        required=False,
        choices=[("", _("no picture")), *_named(ORNAMENTS)],
        widget=forms.RadioSelect,
    )
    heading = forms.CharField(label=_("Heading"), max_length=wording.HEADING, required=False)
    body = forms.CharField(
        label=_("Words"), widget=forms.Textarea(attrs={"rows": 9, "maxlength": 1200, "data-foreign": ""})
    )
    closing = forms.CharField(label=_("Line at the end"), max_length=wording.CLOSING, required=False)
    survey_code = forms.ChoiceField(
        label=_("Questionnaire"),
        required=False,
        help_text=_("Its QR code stands on the letter; answers count as replies."),
    )
    posts_on = forms.DateField(label=_("Posted on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(
        self, data: Any = None, *, audiences: list[tuple[str, str]], surveys: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["audience"].choices = audiences  # type: ignore[attr-defined]
        self.fields["survey_code"].choices = [("", _("no questionnaire")), *surveys]  # type: ignore[attr-defined]

    def draft(self, audience: dict[str, Any], name: str) -> Draft:
        """What a valid form holds."""
        return Draft(audience=audience, audience_name=name, **{field: self.cleaned_data[field] for field in FIELDS})


def first_values(store_id: int, one: Mailing | None) -> dict[str, Any]:
    """What the form begins with: the mailing as it is, else the store's own sizes and words to start from."""
    if one is not None:
        return {field: getattr(one, field) for field in FIELDS} | {"audience": "keep"}
    told = values("letters.", store_id)
    return {
        "kind": "card", "paper": told["letters.card_paper"], "envelope": "c5", "ornament": "wheels", "purpose": "marketing",
        "body": BODY, "closing": CLOSING, "posts_on": day_of(now()) + AHEAD,
    }  # fmt: skip


class PostForm(forms.Form):
    """The day of posting."""

    day = forms.DateField(
        label=_("Given to the post on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class ReasonForm(forms.Form):
    """Why the package leaves the house."""

    reason = forms.CharField(label=_("Which print house, and what for"), max_length=500)
