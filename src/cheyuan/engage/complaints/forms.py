"""The short form that takes a complaint, and the few fields of each step."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.accounts.queries import colleagues
from cheyuan.engage.complaints import actions, words
from cheyuan.engage.complaints.models import Complaint
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of

EMPTY = ("", "—")


def _choices(known: Mapping[str, object], *first: tuple[str, object]) -> list[tuple[str, object]]:
    return [*first, *known.items()]


def people(by: Actor, at: datetime) -> list[tuple[str, str]]:
    """Colleagues who are here today, by name."""
    return [(str(one.id), one.name) for one in colleagues(by, day_of(at)).values() if not one.away]


class Words(forms.Form):
    """What was said or done."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}), max_length=2000)

    def __init__(self, *args: Any, label: object = "", needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = str(label)
        self.fields["words"].required = needed


class Classify(forms.Form):
    """Whose it is, what it is about, how urgent."""

    department = forms.ChoiceField(label=_("Department"), choices=_choices(words.DEPARTMENTS))
    kind = forms.ChoiceField(label=pgettext_lazy("complaint", "About"), choices=_choices(words.KINDS))
    severity = forms.ChoiceField(label=_("How urgent"), choices=_choices(words.SEVERITIES))


class Assign(forms.Form):
    """Who is in charge."""

    assignee_id = forms.TypedChoiceField(label=_("In charge"), coerce=int)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee_id"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]


class Revisit(Words):
    """How content the customer is."""

    satisfaction = forms.ChoiceField(label=_("The customer is"), choices=_choices(words.SATISFACTION))
    field_order = ["satisfaction", "words"]


class Compensate(Words):
    """How much, and why."""

    amount = forms.DecimalField(label=_("Amount in yuan"), min_value=0, max_digits=9, decimal_places=2)
    field_order = ["amount", "words"]


class Improve(forms.Form):
    """What is changed, about what, whose it is, until when."""

    what = forms.CharField(label=_("What is changed"), max_length=300)
    kind = forms.ChoiceField(label=pgettext_lazy("complaint", "About"), choices=_choices(words.KINDS))
    owner_id = forms.TypedChoiceField(label=pgettext_lazy("improvement", "Owner"), coerce=int)
    due_on = forms.DateField(
        label=pgettext_lazy("improvement", "Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, staff: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = [EMPTY, *staff]  # type: ignore[attr-defined]


class Nothing(forms.Form):
    """A step that asks for nothing."""


class Take(forms.Form):
    """A new complaint; all but the text and the way it came can be left for later."""

    customer_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    customer_name = forms.CharField(required=False, max_length=120)
    vehicle_id = forms.TypedChoiceField(label=_("Vehicle"), required=False, coerce=int, empty_value=None)
    channel = forms.ChoiceField(label=_("How it reached us"), choices=_choices(words.CHANNELS))
    text = forms.CharField(
        label=_("What the customer says"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000})
    )
    severity = forms.ChoiceField(label=_("How urgent"), choices=_choices(words.SEVERITIES), initial="normal")
    department = forms.ChoiceField(label=_("Department"), required=False, choices=_choices(words.DEPARTMENTS, EMPTY))
    kind = forms.ChoiceField(
        label=pgettext_lazy("complaint", "About"), required=False, choices=_choices(words.KINDS, EMPTY)
    )
    assignee_id = forms.TypedChoiceField(label=_("In charge"), required=False, coerce=int, empty_value=None)
    field_order = ["channel", "severity", "text", "vehicle_id", "department", "kind", "assignee_id"]

    def __init__(self, *args: Any, cars: list[tuple[str, str]], staff: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vehicle_id"].choices = [EMPTY, *cars]  # type: ignore[attr-defined]
        self.fields["assignee_id"].choices = [EMPTY, *staff]  # type: ignore[attr-defined]

    def shown(self) -> list[forms.BoundField]:
        """The fields below the customer."""
        return [self[name] for name in self.fields if name not in ("customer_id", "customer_name")]

    def clean(self) -> dict[str, Any]:
        """A name that was typed but not chosen is no customer."""
        given = super().clean() or {}
        if given.get("customer_name") and not given.get("customer_id"):
            self.add_error("customer_name", _("Please choose the customer from the list, or leave it empty."))
        return given


LABELS: Mapping[str, object] = {
    "answer": _("What we said to the customer"), "wait": _("What we wait for"), "resume": _("What the customer answered"),
    "solve": pgettext_lazy("complaint", "What was done"), "tell": _("What the customer said to it"),
    "revisit": _("In the customer's words"),
    "close": _("What we learnt"), "reopen": _("Why it is not settled"), "withdraw": _("Why it is no complaint"),
    "remark": _("Note"), "compensate": _("Why, and in what form"),
}  # fmt: skip
FREE = ("resume", "revisit", "close")
"""Steps whose words may be left out."""


def form_of(by: Actor, one: Complaint, step: str, at: datetime, data: Any = None) -> forms.Form:
    """The fields of a step."""
    if step == "classify":
        return Classify(data, initial={"department": one.department, "kind": one.kind, "severity": one.severity})
    if step == "assign":
        return Assign(data, choices=people(by, at), initial={"assignee_id": one.assignee_id or ""})
    if step == "start":
        return Nothing(data)
    form = {"revisit": Revisit, "compensate": Compensate}.get(step, Words)
    return form(data, label=LABELS[step], needed=step not in FREE)


def act(by: Actor, complaint_id: int, step: str, given: Mapping[str, Any], at: datetime) -> Any:
    """The action of a step with what its form holds."""
    known: dict[str, Callable[..., Complaint]] = {
        "answer": actions.answer, "start": actions.start, "wait": actions.wait, "resume": actions.resume,
        "solve": actions.solve, "tell": actions.tell, "revisit": actions.revisit, "close": actions.close,
        "reopen": actions.reopen, "withdraw": actions.withdraw, "remark": actions.remark, "classify": actions.classify,
    }  # fmt: skip
    if step == "compensate":
        amount = int(given["amount"] * 100)
        return actions.compensate(by, complaint_id, amount, given["words"], at=at)
    if step == "assign":
        return actions.assign(by, complaint_id, given["assignee_id"], at=at)
    return known[step](by, complaint_id, **given, at=at)
