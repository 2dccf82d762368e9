"""Scores in the rights of the person (PPL-08): copied with their reasons; erased with the file. How long former scores stay."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.scores.models import Change, Sign, Stay, TradeIn, Value
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.records.customers.persons import Part, Subject, plain


def _copy(subject: Subject) -> Any:
    who = subject.customer.pk
    return {
        "value": plain(Value.objects.filter(customer_id=who), "store_id", "fit_id"),
        "trade_in": plain(TradeIn.objects.filter(customer_id=who).order_by("pk"), "store_id"),
        "signs": plain(Sign.objects.filter(customer_id=who).order_by("pk"), "store_id", "batch_id"),
    }


def _erase(subject: Subject) -> Mapping[str, int]:
    who = subject.customer.pk
    return {
        "scores_value": Value.objects.filter(customer_id=who).delete()[0],
        "scores_tradein": TradeIn.objects.filter(customer_id=who).update(
            customer_id=None, score=0, candidate=False, reasons=[]
        ),
        "scores_sign": Sign.objects.filter(customer_id=who).delete()[0],
    }


def _remove(by: Actor, before: datetime, at: datetime) -> int:
    edge = day_of(before)
    with scope(by):
        changes = Change.objects.filter(store_id__in=by.store_ids, day__lt=edge).delete()[0]
        return int(changes + Stay.objects.filter(store_id__in=by.store_ids, until__lt=edge).delete()[0])


PART = Part("scores", _copy, _erase, ("scores_value", "scores_tradein", "scores_sign"), order=28)
KEEPING = Keeping("scores", "scores.history_days", _remove)
