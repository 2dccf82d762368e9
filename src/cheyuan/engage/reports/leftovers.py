"""What colleagues wrote into monthly reports and plans about a person: their name and numbers go, the rest stays (PPL-08).

Reasons of closings and of decisions about money are only ever added, and a signed PDF is what was signed: those stay.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from cheyuan.engage.reports.models import Measure, Report
from cheyuan.records.customers.persons import LEAST, Part, Subject

GONE = "□□"
FIELDS: tuple[tuple[type[Model], str, str], ...] = (
    (Report, "reports_report", "summary"),
    (Measure, "reports_measure", "what"),
)


def _erase(subject: Subject) -> Mapping[str, int]:
    return {table: _without(subject, model, field) for model, table, field in FIELDS}


def _without(subject: Subject, model: Any, field: str) -> int:
    """How many texts named the person; there the words are blotted out."""
    found = {
        pk: _blotted(subject, text)
        for pk, text in model.objects.exclude(**{field: ""}).values_list("pk", field)
        if subject.mentioned(text)
    }
    for pk, text in found.items():
        model.objects.filter(pk=pk).update(**{field: text})
    return len(found)


def _blotted(subject: Subject, text: str) -> str:
    """Longest first, so that no half of a number is left."""
    for word in sorted({*subject.words, subject.name}, key=len, reverse=True):
        text = text.replace(word, GONE) if len(word) >= LEAST else text
    return text


PART = Part("reports", None, _erase, ("reports_report", "reports_measure"), kept=("report_signed",), order=12)
