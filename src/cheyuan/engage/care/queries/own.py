"""The rules that managers made, as they hold on a day."""

from datetime import date

from django.db.models import Q

from cheyuan.engage.care import own
from cheyuan.engage.care.models import OwnRule, OwnRuleVersion
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


def own_rules(by: Actor, on: date) -> list[own.OwnRule]:
    """Of the group and the actor's stores, by code; those that begin later are not among them."""
    rows = OwnRuleVersion.objects.filter(valid_from__lte=on).filter(_here(by)).select_related("rule")
    newest = rows.order_by("rule_id", "-valid_from", "-id").distinct("rule_id")
    found = [own.from_values(row.rule.code, row.rule.for_store_id, row.values) for row in newest]
    return sorted(found, key=lambda one: one.code)


def own_rules_to_come(by: Actor, on: date) -> list[tuple[own.OwnRule, date]]:
    """Those of which nothing holds on the day yet, as they will begin, each with its first day. By code."""
    holds = OwnRuleVersion.objects.filter(valid_from__lte=on).values("rule_id")
    rows = OwnRuleVersion.objects.filter(_here(by)).exclude(rule_id__in=holds).select_related("rule")
    first = rows.order_by("rule_id", "valid_from", "-id").distinct("rule_id")
    found = [(own.from_values(row.rule.code, row.rule.for_store_id, row.values), row.valid_from) for row in first]
    return sorted(found, key=lambda one: one[0].code)


def _here(by: Actor) -> Q:
    return Q(rule__for_store=None) | Q(rule__for_store__in=by.store_ids)


def own_row(by: Actor, code: str) -> OwnRule:
    """The row of one of them; Missing when it is not there for this actor."""
    here = Q(for_store=None) | Q(for_store__in=by.store_ids)
    found: OwnRule | None = OwnRule.objects.filter(here, code=code).first()
    if found is None:
        raise Missing("care_rule", code)
    return found


def own_versions(by: Actor, code: str) -> list[OwnRuleVersion]:
    """Its versions, newest decision first."""
    row = own_row(by, code)
    return list(OwnRuleVersion.objects.filter(rule=row).order_by("-at", "-id")[:200])
