"""Words of audits about a person's calls: in their copy; erased, score and result stay. And how long words are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.audits.models import Audit
from cheyuan.engage.audits.policies import WORDS
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.persons import Part, Subject, plain


def _copy(subject: Subject) -> Any:
    rows = Audit.objects.filter(customer_id=subject.customer.pk).order_by("pk")
    return plain(rows, "store_id", "agent_id", "judged_by_id", "marks", "scorecard_id")


def _erase(subject: Subject) -> Mapping[str, int]:
    rows = Audit.objects.filter(customer_id=subject.customer.pk)
    return {"audits_audit": rows.update(findings="", answer="")}


def _remove(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        rows = Audit.objects.filter(called_at__lt=before).exclude(findings="", answer="")
        return int(rows.update(findings="", answer=""))


PART = Part("audits", _copy, _erase, ("audits_audit",), order=11)
KEEPING = Keeping("audit_words", WORDS.key, _remove)
