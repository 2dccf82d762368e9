"""Vouchers in the rights of the person (PPL-08): copied with their file; erased, worth and days stay without words.

And how long the words of those that ended are kept.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from cheyuan.base.approvals.models import Approval
from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.persons import Part, Subject, plain
from cheyuan.records.vouchers import queries
from cheyuan.records.vouchers.models import Grant, Voucher
from cheyuan.records.vouchers.moves import ASKED, GIVEN, WITHDRAWN
from cheyuan.records.vouchers.policies import WORDS


def _copy(subject: Subject) -> Any:
    rows = Voucher.objects.filter(customer_id=subject.customer.pk).order_by("pk")
    return plain(rows, "store_id", "grant_id", "origin", "used_by_id", "used_in_id")


def _erase(subject: Subject) -> Mapping[str, int]:
    """What could still be used ends; the number of the order and the words of the decision go."""
    rows = Voucher.objects.filter(customer_id=subject.customer.pk)
    grants = list(rows.filter(grant__count=1).values_list("grant_id", flat=True))
    spoken = [pk for pk, words in _spoken(rows.values_list("grant_id", flat=True)) if subject.mentioned(words)]
    rows.filter(state__in=(GIVEN, ASKED)).update(state=WITHDRAWN, ended_at=subject.at)
    gone = int(rows.update(used_for=""))
    emptied = Grant.objects.filter(pk__in=[*grants, *spoken]).update(words="")
    Approval.objects.filter(object_kind="voucher_grant", object_id__in=[*grants, *spoken]).update(reason="")
    return {"vouchers_voucher": gone, "vouchers_grant": int(emptied)}


def _spoken(grants: Collection[int]) -> Any:
    return Grant.objects.filter(pk__in=list(grants)).exclude(words="").values_list("pk", "words")


def _needed(by: Actor, ids: Collection[int]) -> set[int]:
    """Whoever holds a voucher that can still be used stays on file."""
    return queries.usable(ids)


def _remove(by: Actor, before: datetime, at: datetime) -> int:
    """The number of the order, and the words of decisions all of whose vouchers ended as long ago."""
    with scope(by):
        dated = Voucher.objects.annotate(over_at=Coalesce("ended_at", "used_at"))
        fresh = dated.filter(Q(state__in=(GIVEN, ASKED)) | Q(over_at__gte=before))
        old = dated.filter(over_at__lt=before).exclude(state__in=(GIVEN, ASKED)).exclude(used_for="")
        grants = Grant.objects.filter(at__lt=before).exclude(words="").exclude(pk__in=fresh.values("grant_id"))
        return int(old.update(used_for="")) + int(grants.update(words=""))


KEEPING = Keeping("voucher_words", WORDS.key, _remove)
PART = Part(
    "vouchers", _copy, _erase, ("vouchers_voucher", "vouchers_grant"), ("vouchers",), order=12, needs=_needed
)  # fmt: skip
