"""People, posts and absences."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from cheyuan.base.accounts.roles import LABELS, SKILLS

USERNAME = RegexValidator(r"^[a-z0-9._-]{3,60}\Z", _("Small letters, digits, dot and dash; at least three."))
Choices = Sequence[tuple[Any, Any]]


def day(label: Any, **more: Any) -> forms.DateField:
    """A date with the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class PersonForm(forms.Form):
    """A new person."""

    name = forms.CharField(label=_("Name"), max_length=80)
    username = forms.CharField(label=_("User name"), max_length=60, validators=[USERNAME])
    email = forms.EmailField(label=_("Email address"), required=False)


class EditForm(forms.Form):
    """An existing one."""

    name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(label=_("Email address"), required=False)
    is_active = forms.BooleanField(label=_("May log in"), required=False)


class PostEditForm(forms.Form):
    """What may change on a post while it lasts."""

    is_team_lead = forms.BooleanField(label=_("Team lead"), required=False)
    skills = forms.MultipleChoiceField(
        label=_("Skills"), choices=list(SKILLS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    department_id = forms.TypedChoiceField(label=_("Department"), coerce=int, empty_value=None, required=False)

    def __init__(self, departments: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department_id"].choices = [("", "—"), *departments]  # type: ignore[attr-defined]


class PostForm(PostEditForm):
    """A new post."""

    role = forms.ChoiceField(label=_("Role"), choices=list(LABELS.items()))
    store_id = forms.TypedChoiceField(label=_("Store"), coerce=int, empty_value=None, required=False)
    since = day(_("First day"))
    until = day(_("Last day"), required=False)
    field_order = ("role", "store_id", "since", "until", "department_id", "skills", "is_team_lead")

    def __init__(self, stores: Choices, departments: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(departments, *args, **kwargs)
        self.fields["store_id"].choices = stores  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of a post."""

    last_day = day(_("Last day"))


class AbsenceForm(forms.Form):
    """Days away."""

    since = day(_("First day"))
    until = day(_("Last day"))
    deputy_id = forms.TypedChoiceField(
        label=_("Stands in"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("On these days the deputy has the queue and the rights of this person."),
    )
    reason = forms.CharField(label=_("Note"), max_length=120, required=False)

    def __init__(self, colleagues: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy_id"].choices = [("", "—"), *colleagues]  # type: ignore[attr-defined]
