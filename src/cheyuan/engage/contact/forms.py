"""What an agent types, read the way people write it: 51,200 km, 320 yuan, a chip or a time of one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cheyuan.base.ui.words import say
from cheyuan.engage.contact.answers import Answer
from cheyuan.engage.contact.outcomes import BY_CODE
from cheyuan.kernel import text
from cheyuan.kernel.clock import SHANGHAI
from cheyuan.kernel.errors import Refused

OTHER = "other"


class Kilometres(forms.CharField):
    """Whole kilometres, with or without thousands and unit."""

    def clean(self, value: Any) -> int | None:
        """The number; None when nothing is given."""
        return _read(text.km, value)


class Yuan(forms.CharField):
    """An amount in yuan, kept in fen."""

    def clean(self, value: Any) -> int | None:
        """Fen; None when nothing is given."""
        return _read(text.fen, value)


def _read(reader: Callable[[object], int], value: Any) -> int | None:
    if not str(value or "").strip():
        return None
    try:
        return reader(value)
    except Refused as refused:
        raise forms.ValidationError(say(refused)) from refused


class Moment(forms.CharField):
    """A moment as the page writes it: ISO, or the browser's own "2026-11-24T14:00"."""

    def clean(self, value: Any) -> datetime | None:
        """Aware; None when nothing is given."""
        value = str(value or "").strip()
        if not value or value == OTHER:
            return None
        try:
            found = datetime.fromisoformat(value)
        except ValueError as wrong:
            raise forms.ValidationError(_("Please choose a day and a time.")) from wrong
        return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


class Day(forms.DateField):
    """A day; ``input type=date`` sends ISO."""

    def to_python(self, value: Any) -> date | None:
        """The day; None when nothing is given."""
        return super().to_python(value) or None


def _line(most: int) -> forms.CharField:
    return forms.CharField(required=False, max_length=most)


class AnswerForm(forms.Form):
    """Everything that some outcome asks for; the action decides what is missing."""

    outcome = forms.CharField(required=False)
    note = _line(500)
    seconds = forms.IntegerField(required=False, min_value=0, max_value=6 * 3600)
    script_id = forms.IntegerField(required=False)
    book_at = Moment(required=False)
    book_other = Moment(required=False)
    what = _line(120)
    transport = _line(12)
    advisor_id = forms.IntegerField(required=False)
    km = Kilometres(required=False)
    planned_on = Day(required=False)
    call_at = Moment(required=False)
    call_other = Moment(required=False)
    new_phone = _line(30)
    why = _line(40)
    shop = _line(80)
    done_on = Day(required=False)
    ends_on = Day(required=False)
    price = Yuan(required=False)
    sold_on = Day(required=False)
    city = _line(40)
    complaint = _line(300)
    score = forms.IntegerField(required=False, min_value=1, max_value=10)
    missing = _line(300)
    said = _line(2000)
    scope = _line(12)

    def clean_outcome(self) -> str:
        """One of the twelve, or "talked to"."""
        code = str(self.cleaned_data["outcome"])
        if code not in BY_CODE:
            raise forms.ValidationError(_("Please choose what came of the call."))
        return code

    def answer(self) -> Answer:
        """As the action takes it; only what the chosen outcome asks for."""
        given = self.cleaned_data
        asked = set(BY_CODE[given["outcome"]].fields)
        values = {name: given[name] for name in asked if given.get(name) not in (None, "")}
        for name, other in (("book_at", "book_other"), ("call_at", "call_other")):
            if name in asked and not values.get(name) and given.get(other):
                values[name] = given[other]
        kept = {"note": given["note"], "seconds": given["seconds"], "script_id": given["script_id"]}
        return Answer(outcome=given["outcome"], **kept, **values)

    @property
    def wrongs(self) -> dict[str, str]:
        """Field → sentence."""
        return {name: str(found[0]) for name, found in self.errors.items()}


class SnoozeForm(forms.Form):
    """Until when."""

    until = Moment(required=False)
    until_other = Moment(required=False)

    def moment(self, at: datetime) -> datetime | None:
        """The chip or one's own time; "tomorrow" is tomorrow at 9:30."""
        if self.data.get("until") == "tomorrow":
            tomorrow = at.astimezone(SHANGHAI).date() + timedelta(days=1)
            return datetime.combine(tomorrow, time(9, 30), SHANGHAI)
        self.full_clean()
        found: datetime | None = self.cleaned_data.get("until") or self.cleaned_data.get("until_other")
        return found


class MoveForm(forms.Form):
    """Another time for a booking: one of the times shown, or one's own."""

    book_at = Moment(required=False)
    book_other = Moment(required=False)

    def moment(self) -> datetime:
        """The time chosen. Refused: moment_missing."""
        self.full_clean()
        found: datetime | None = self.cleaned_data.get("book_other") or self.cleaned_data.get("book_at")
        if found is None:
            raise Refused("moment_missing", field="book_at")
        return found


def chips(at: datetime) -> list[datetime]:
    """Times that people name: in an hour, this evening, tomorrow morning and afternoon, in three days."""
    from_now = [3600 * 1, 3600 * 3]
    local = at.astimezone(SHANGHAI)
    soon = [datetime.fromtimestamp((at.timestamp() + seconds) // 900 * 900, SHANGHAI) for seconds in from_now]
    fixed = [
        datetime.combine(date.fromordinal(local.toordinal() + days), time(hour, minute), SHANGHAI)
        for days, hour, minute in ((0, 18, 30), (1, 9, 30), (1, 14, 30), (3, 9, 30))
    ]
    awake = [one for one in soon if 8 <= one.hour < 21 and one.date() == local.date()]
    return sorted({one for one in [*awake, *fixed] if one > at})
