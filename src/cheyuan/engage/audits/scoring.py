"""What the marks of an audit come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.kernel.errors import Refused

VALUES = {"yes": 2, "partly": 1, "no": 0}
MARKS: dict[str, object] = {
    "yes": pgettext_lazy("audit mark", "yes"), "partly": pgettext_lazy("audit mark", "partly"),
    "no": pgettext_lazy("audit mark", "no"), "na": pgettext_lazy("audit mark", "does not apply"),
}  # fmt: skip
LABELS: dict[str, object] = {
    "greeting": _("Said who calls, and asked whether it suits"),
    "identity": _("Made sure of the person and the car"),
    "content": _("Said what it is about: what, until when, what to bring"),
    "polite": _("Polite, calm, no pressure"),
    "record": _("Outcome and note say what really happened"),
    "ends_on": _("Named the right end of the insurance"),
    "offer": _("Explained the renewal and answered the questions"),
    "next": _("Agreed on the next step"),
}
"""The shipped criteria in words; those of a manager have a label of their own."""


@dataclass(frozen=True)
class Criterion:
    """One line of a score sheet. ``must``: with a "no" here the call has failed whatever the score."""

    key: str
    label: str
    weight: int
    must: bool = False

    @property
    def words(self) -> str:
        """The line as people read it."""
        return self.label or str(LABELS.get(self.key, self.key))


def criteria(stored: Sequence[Mapping[str, Any]]) -> list[Criterion]:
    """The lines of a stored sheet."""
    return [Criterion(one["key"], one.get("label", ""), one["weight"], bool(one.get("must"))) for one in stored]


@dataclass(frozen=True)
class Verdict:
    """Percent of the points that could be had, and whether that is enough."""

    score: int
    passed: bool


def verdict(lines: Sequence[Criterion], pass_mark: int, marks: Mapping[str, str]) -> Verdict:
    """What the marks come to; what does not apply counts neither way.

    Refused("audit_marks", field) when a line has no mark, or when nothing applies.
    """
    for line in lines:
        if marks.get(line.key) not in MARKS:
            raise Refused("audit_marks", field=line.key)
    counted = [line for line in lines if marks[line.key] != "na"]
    whole = 2 * sum(line.weight for line in counted)
    if not whole:
        raise Refused("audit_marks", field=lines[0].key if lines else "")
    points = sum(line.weight * VALUES[marks[line.key]] for line in counted)
    score = (200 * points + whole) // (2 * whole)
    broken = any(line.must and marks[line.key] == "no" for line in lines)
    return Verdict(score, 100 * points >= pass_mark * whole and not broken)


SHIPPED: dict[str, tuple[Criterion, ...]] = {
    "": (
        Criterion("greeting", "", 15), Criterion("identity", "", 15), Criterion("content", "", 30),
        Criterion("polite", "", 20), Criterion("record", "", 20, must=True),
    ),
    "R13": (
        Criterion("greeting", "", 10), Criterion("identity", "", 15), Criterion("ends_on", "", 20, must=True),
        Criterion("offer", "", 25), Criterion("next", "", 15), Criterion("record", "", 15, must=True),
    ),
}  # fmt: skip
PASS_MARK = 80
