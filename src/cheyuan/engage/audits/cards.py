"""The score sheet in force for a rule, and its versions."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from cheyuan.engage.audits.models import Scorecard
from cheyuan.engage.audits.scoring import PASS_MARK, SHIPPED
from cheyuan.kernel.actor import Actor

SHIPPED_BY = "Cheyuan"


def versions(by: Actor, rule: str) -> list[Scorecard]:
    """The versions of a rule's sheet (empty: of the general one), newest first."""
    return list(Scorecard.objects.filter(group_id=by.group_id, rule=rule).order_by("-number")[:100])


def in_force(by: Actor, rules: Sequence[str], at: datetime) -> dict[str, Scorecard]:
    """Rule → the newest version of its own sheet, else of the general one; the shipped ones are written when first needed."""
    rows = Scorecard.objects.filter(group_id=by.group_id).order_by("rule", "-number").distinct("rule")
    newest = {row.rule: row for row in rows}
    for rule, lines in SHIPPED.items():
        if rule not in newest:
            values = {
                "criteria": [asdict(one) for one in lines],
                "pass_mark": PASS_MARK,
                "by_name": SHIPPED_BY,
                "at": at,
            }
            newest[rule], _new = Scorecard.objects.get_or_create(
                group_id=by.group_id, rule=rule, number=1, defaults=values
            )
    return {rule: newest.get(rule, newest[""]) for rule in rules}
