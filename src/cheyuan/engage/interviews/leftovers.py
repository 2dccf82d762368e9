"""Interviews in the rights of the person (PPL-08): copied; erased, the score stays as a figure. And how long words are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.interviews.models import Interview
from cheyuan.engage.interviews.policies import WORDS
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.persons import Part, Subject, plain


def _copy(subject: Subject) -> Any:
    rows = Interview.objects.filter(customer_id=subject.customer.pk).order_by("pk")
    return plain(rows, "store_id", "received_by_id", "by_id", "task_id")


def _erase(subject: Subject) -> Mapping[str, int]:
    rows = Interview.objects.filter(customer_id=subject.customer.pk)
    return {"interviews_interview": rows.update(missing="", words="", reception=None)}


def _remove(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        rows = Interview.objects.filter(at__lt=before).exclude(missing="", words="")
        return int(rows.update(missing="", words=""))


PART = Part("interviews", _copy, _erase, ("interviews_interview",), order=12)
KEEPING = Keeping("interview_words", WORDS.key, _remove)
