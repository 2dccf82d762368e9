"""What an agent fills in for an outcome, checked and typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cheyuan.engage.contact.outcomes import BY_CODE, WORDS_ELSEWHERE, Outcome
from cheyuan.kernel import phone
from cheyuan.kernel.errors import Refused


@dataclass(frozen=True)
class Answer:
    """One outcome as reported: moments are aware, days are store days, km whole, price in fen."""

    outcome: str
    note: str = ""
    seconds: int | None = None
    channel: str = "call"
    script_id: int | None = None
    book_at: datetime | None = None
    what: str = ""
    transport: str = "self"
    advisor_id: int | None = None
    km: int | None = None
    planned_on: date | None = None
    call_at: datetime | None = None
    new_phone: str = ""
    why: str = ""
    shop: str = ""
    done_on: date | None = None
    ends_on: date | None = None
    price: int | None = None
    sold_on: date | None = None
    city: str = ""
    complaint: str = ""
    score: int | None = None
    missing: str = ""
    said: str = ""
    scope: str = "marketing"
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> Outcome:
        """The outcome's declaration; Refused("outcome_unknown") for another word."""
        if self.outcome not in BY_CODE:
            raise Refused("outcome_unknown", value=self.outcome)
        return BY_CODE[self.outcome]

    def check(self, at: datetime, today: date) -> "Answer":
        """The answer if it is complete and possible, else Refused naming the field."""
        for name in self.kind.needed:
            if not getattr(self, name):
                raise Refused("answer_missing", field=name)
        for name in ("book_at", "call_at"):
            moment = getattr(self, name)
            if name in self.kind.fields and moment is not None and moment <= at:
                raise Refused("moment_past", field=name)
        if self.seconds is not None and not 0 <= self.seconds <= 6 * 3600:
            raise Refused("seconds_form", field="seconds")
        for name in ("done_on", "sold_on"):
            day = getattr(self, name)
            if name in self.kind.fields and day is not None and day > today:
                raise Refused("day_future", field=name)
        return self

    def details(self) -> dict[str, Any]:
        """What is kept of it with the attempt: the fields that the outcome asks for, as plain values; a phone only masked."""
        fields = [name for name in self.kind.fields if name not in WORDS_ELSEWHERE]
        kept = {name: getattr(self, name) for name in fields if getattr(self, name) not in (None, "")}
        if self.new_phone and "new_phone" in kept:
            kept["new_phone"] = phone.masked(self.new_phone)
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}
