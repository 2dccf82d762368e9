"""A record of any kind in a given store, made field by field: for tests that ask whether the neighbours can see it."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from django.apps import apps
from django.db import models
from django_scopes import scopes_disabled

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system

MARK = "NACHBAR"
"""Stands in every text of a sample: what must never be seen next door."""
_count = itertools.count(1)

KINDS = {
    "customer_id": "customers.Customer",
    "remark_id": "customers.Remark",
    "phone_id": "customers.ExtraPhone",
    "vehicle_id": "vehicles.Vehicle",
    "reading_id": "vehicles.Reading",
    "task_id": "care.Task",
    "work_id": "jobs.Work",
    "message_id": "channels.Message",
    "approval_id": "approvals.Approval",
    "attempt_id": "contact.Attempt",
    "booking_id": "contact.Booking",
    "balance_id": "board.Balance",
    "audit_id": "audits.Audit",
    "complaint_id": "complaints.Complaint",
    "membership_id": "segments.Membership",
    "answer_id": "surveys.Answer",
    "question_id": "surveys.Question",
    "invitation_id": "surveys.Invitation",
    "voucher_id": "vouchers.Voucher",
    "grant_id": "vouchers.Grant",
    "job_id": "milestones.Job",
    "milestone_id": "milestones.Milestone",
    "improvement_id": "complaints.Improvement",
    "report_id": "reports.Report",
    "measure_id": "reports.Measure",
    "proposal_id": "reports.Proposal",
    "batch_id": "intake.Batch",
    "run_id": "care.PlanRun",
    "receipt_id": "customers.Erasure",
    "other_id": "customers.Customer",
    "tie_id": "relations.Tie",
    "reception_id": "receptions.Reception",
    "interview_id": "interviews.Interview",
    "pair_id": "duplicates.Pair",
    "merge_id": "duplicates.Merge",
    "comment_id": "comments.Comment",
    "handout_id": "handouts.Handout",
    "mailing_id": "letters.Mailing",
    "package_id": "letters.Package",
    "wave_id": "greetings.Wave",
    "event_id": "greetings.Event",
    "score_id": "scores.TradeIn",
    "sign_id": "scores.Sign",
    "price_id": "scores.ListPrice",
    "week_id": "cockpit.Week",
}
"""Parameter of a route → the model whose record it names."""
NOTHING = {"tally": [0] * 5, "service": [0] * 5, "first": [0] * 5, "cars": {}}
EMPTY_MONTH = {
    "whole": NOTHING, "rules": {}, "stores": {}, "agents": {}, "models": {}, "days": {}, "reasons": {}, "shops": [],
}  # fmt: skip
RATES = ("made", "first_coverage", "first_return", "periodic_return", "booking", "lapse", "recall")
TARGETS = {"reports.lapse_days": 90, **{f"reports.target_{name}": 50 for name in RATES}}
GIVEN: dict[str, dict[str, Any]] = {
    "segments.Membership": {"segment": "life-new", "subject_kind": "customer"},
    "care.PlanRun": {"finished_at": datetime(2026, 1, 1, tzinfo=UTC)},
    "complaints.Complaint": {"channel": "hotline"},
    "vouchers.Voucher": {"kind": "amount", "reason": "manual"},
    "vouchers.Grant": {"kind": "amount", "reason": "manual"},
    "milestones.Job": {"kind": "workshop", "step": "received"},
    "milestones.Milestone": {"step": "received"},
    "receptions.Reception": {"purpose": "new_car", "department": "sales"},
    "interviews.Interview": {"department": "sales", "score": 5, "low": True},
    "handouts.Handout": {"list_name": "customers"},
    "letters.Mailing": {"paper": "a5l", "envelope": "c5"},
    "comments.Comment": {"object_kind": "customer", "object_id": lambda store: made("customers.Customer", store).pk},
    "greetings.Wave": {"state": "held", "kind": "festival"},
    "greetings.Event": {"reason": "told", "kind": "heavy_rain"},
    "scores.Sign": {"kind": "family"},
    "scores.TradeIn": {"customer": lambda store: made("customers.Customer", store)},
    "reports.Report": {"closing": lambda store: made("reports.Closing", store)},
    "reports.Closing": {"figures": EMPTY_MONTH, "inputs": {"policies": TARGETS}},
}
"""What a record needs to be one that somebody may look at: a run of the plan that ended."""
ANEW = {"surveys.Invitation", "surveys.Answer"}
"""What one record only may point to."""


def made(kind: str, store: Any, **given: Any) -> Any:
    """A record of the model in the store, with every record it must point to."""
    with scope(system(store.group_id, (store.pk,))), scopes_disabled():
        return _make(apps.get_model(kind), store, **{**_known(kind, store), **given})


def _known(kind: str, store: Any) -> dict[str, Any]:
    return {name: value(store) if callable(value) else value for name, value in GIVEN.get(kind, {}).items()}


def _make(model: Any, store: Any, **given: Any) -> Any:
    values = dict(given)
    for field in model._meta.concrete_fields:
        if field.name in values or field.primary_key or field.null or field.has_default():
            continue
        values[field.name] = _value(field, store)
    return model._base_manager.create(**values)


def _value(field: Any, store: Any) -> Any:
    if isinstance(field, models.ForeignKey):
        return _target(field.related_model, store)
    if field.choices:
        return field.choices[0][0]
    for kind, make in VALUES.items():
        if isinstance(field, kind):
            return make(field)
    raise NotImplementedError(f"no sample value for {field}")


def _target(model: Any, store: Any) -> Any:
    name = model._meta.label
    if name == "tenancy.Store":
        return store
    if name == "tenancy.Group":
        return store.group
    known = None if name in ANEW else model._base_manager.filter(**_own(model, store)).first()
    return known or _make(model, store, **_known(name, store))


def _own(model: Any, store: Any) -> dict[str, Any]:
    names = {field.name for field in model._meta.concrete_fields}
    if "store" in names:
        return {"store": store}
    return {"group_id": store.group_id} if "group" in names else {}


def _text(field: Any) -> str:
    return f"{MARK}{next(_count)}"[-field.max_length :] if field.max_length else MARK


VALUES: dict[type, Callable[[Any], Any]] = {
    models.BooleanField: lambda field: False,
    models.SlugField: lambda field: f"s{next(_count)}",
    models.CharField: _text,
    models.TextField: lambda field: MARK,
    models.DateTimeField: lambda field: datetime(2026, 1, 1, tzinfo=UTC),
    models.DateField: lambda field: date(2026, 1, 1),
    models.TimeField: lambda field: time(9),
    models.IntegerField: lambda field: next(_count),
    models.FloatField: lambda field: 1.0,
    models.JSONField: lambda field: {},
    models.BinaryField: lambda field: b"x%d" % next(_count),
}
