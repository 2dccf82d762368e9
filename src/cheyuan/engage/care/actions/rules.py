"""Deciding about care rules: numbers of shipped ones, whole versions of those that managers made (CARE-01)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from cheyuan.base.jobs.actions import start
from cheyuan.base.journal.actions import note
from cheyuan.base.policies.actions import set_value
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import store_of
from cheyuan.engage.care import own
from cheyuan.engage.care.models import OwnRule, OwnRuleVersion
from cheyuan.engage.care.plan.policy import names_of
from cheyuan.engage.care.plan.rules import BY_CODE
from cheyuan.engage.care.queries.own import own_row, own_versions
from cheyuan.engage.care.queries.segments import usable
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.kernel.ref import Ref

LOCK = 7_310_004


@action("care.plan")
def start_plan(by: Actor, *, as_of: date | None = None, at: datetime) -> int:
    """Put the plan of the actor's store in line; answers the number of the work. Refused("store_needed") without a store."""
    if by.store_id is None:
        raise Refused("store_needed")
    day = as_of or day_of(at)
    args = {"store_id": by.store_id, "as_of": day.isoformat()}
    title = f"{store_of(by, by.store_id).name} {day.isoformat()}"
    return int(start(by, "care.plan", title, args, at=at, store_id=by.store_id).pk)


@action("care.rules.edit")
def set_values(
    by: Actor, code: str, values: Mapping[str, Any], *, for_store: int | None, valid_from: date, at: datetime
) -> dict[str, Any]:
    """New numbers of a shipped rule from a day on; answers those that really changed, with what they were.

    ``values``: name (``r09_before_days``, ``on_R09``) → value. Missing; Refused("policy_unknown", "policy_value", "rule_past").
    """
    known = names_of(code)
    if code not in BY_CODE or not known:
        raise Missing("care_rule", code)
    _not_past(valid_from, at)
    before: dict[str, Any] = {}
    for name, wanted in values.items():
        if name not in known:
            raise Refused("policy_unknown", key=name)
        was = value(f"care.{name}", for_store, valid_from)
        if was != wanted:
            set_value(by, f"care.{name}", wanted, for_store=for_store, valid_from=valid_from, reason=code, at=at)
            before[name] = was
    return before


@action("care.rules.edit")
def make_rule(
    by: Actor, values: Mapping[str, Any], *, for_store: int | None, valid_from: date, at: datetime
) -> OwnRule:
    """A rule of one's own, in a store or (``for_store`` None, right policies.edit_group) the whole group: C01, C02 …

    Refused as ``own.checked``; ("rule_segment") for a segment that nobody has, or that was put away.
    """
    _may_decide(by, for_store)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, by.group_id])
    last = OwnRule.objects.filter(code__startswith="C").order_by("-pk").values_list("code", flat=True).first()
    row = OwnRule(group_id=by.group_id, code=f"C{int(last[1:]) + 1 if last else 1:02d}", for_store_id=for_store)
    row.save(force_insert=True)
    _version(by, row, values, "", valid_from, at)
    return row


@action("care.rules.edit")
def change_rule(by: Actor, code: str, values: Mapping[str, Any], *, valid_from: date, at: datetime) -> dict[str, Any]:
    """A new version of a manager's rule; answers what it said before. Its day of counting stays what it was."""
    row = own_row(by, code)
    _may_decide(by, row.for_store_id)
    before = own_versions(by, code)[0].values
    _version(by, row, {**before, **values, "anchor": before["anchor"]}, before.get("segment", ""), valid_from, at)
    return dict(before)


def _version(by: Actor, row: OwnRule, values: Mapping[str, Any], segment: str, valid_from: date, at: datetime) -> None:
    """``segment`` is the one it had: a rule may keep one that was put away since."""
    _not_past(valid_from, at)
    whole = own.checked(values)
    if whole["segment"] not in ("", segment) and whole["segment"] not in usable(by, row.for_store_id):
        raise Refused("rule_segment")
    version = OwnRuleVersion(
        group_id=by.group_id, rule=row, values=whole, valid_from=valid_from, by_id=by.account_id,
        by_name=by.name, at=at,
    )  # fmt: skip
    version.save(force_insert=True)
    facts = {"code": row.code, "valid_from": valid_from.isoformat(), "values": version.values}
    note(by, "care.rule", Ref("care_rule", row.pk), at=at, store_id=row.for_store_id, **facts)


def _may_decide(by: Actor, for_store: int | None) -> None:
    if for_store is None:
        by.require("policies.edit_group")
    elif for_store not in by.store_ids:
        raise Denied("store")


def _not_past(valid_from: date, at: datetime) -> None:
    if valid_from < day_of(at):
        raise Refused("rule_past")
