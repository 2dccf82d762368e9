"""R19, R20: after a visit of an important guest, and a sample of those who came to look at cars and have none yet."""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import iso, numbered, second_of
from cheyuan.engage.care.plan.facts_json import day, flag, number, record
from cheyuan.engage.care.plan.sample import place
from cheyuan.engage.care.plan.tables import OWNER
from cheyuan.engage.care.plan.windows import visits
from cheyuan.engage.care.plan.windows.frame import Frame, end_of


def tasks(frame: Frame) -> Iterator[ir.Table]:
    """Tasks about people, whatever they drive: both tables are empty where there is no visitor book, and cost nothing."""
    yield _important(frame)
    yield _interviews(frame)


def _important(frame: Frame) -> ir.Table:
    """R19: one call per VIP or key account and day on which they were in the showroom, the workshop, or both."""
    came, shop = _known(frame), visits.rows(frame)
    both = ibis.union(
        came.select(*OWNER, day=came.day, second=came.second, showroom=ibis.literal(1), workshop=ibis.literal(0)),
        shop.select(*OWNER, day=shop.day, second=shop.handed_over, showroom=ibis.literal(0), workshop=ibis.literal(1)),
    )
    both = both.semi_join(frame.tables.important, list(OWNER)).group_by(*OWNER, "day")
    t = _within(
        frame,
        "R19",
        both.agg(second=ibis._.second.max(), showroom=ibis._.showroom.max(), workshop=ibis._.workshop.max()),
    )
    return _shaped(
        "R19",
        t,
        cycle=iso(t.day),
        deadline=t.second + t.r19_deadline_hours * 3600,
        facts=record(visited_on=day(t.day), showroom=flag(t.showroom == 1), workshop=flag(t.workshop == 1)),
    )


def _interviews(frame: Frame) -> ir.Table:
    """R20: one call per visit drawn, of people who own no delivered car that is cared for here."""
    owners = frame.cars.filter(frame.cars.delivered.notnull()).select(*OWNER)
    came = _known(frame)
    t = _within(frame, "R20", came.filter(came.looks.fill_null(False)).anti_join(owners, list(OWNER)))
    t = t.filter(place(t.reception_id) < t.r20_share)
    return _shaped(
        "R20",
        t,
        cycle=iso(t.day) + "/" + t.reception_id.cast("string"),
        deadline=end_of(t.day + t.r20_deadline_days),
        facts=record(visited_on=day(t.day), reception=number(t.reception_id)),
    )


def _known(frame: Frame) -> ir.Table:
    """The visits of the book known at ``as_of``."""
    t = frame.tables.receptions.join(frame.tables.policies.select("store_id", "as_of"), "store_id")
    t = t.filter(t.came_on <= t.as_of)
    return t.mutate(day=numbered(t.came_on), second=second_of(t.came_at))


def _within(frame: Frame, rule: str, t: ir.Table) -> ir.Table:
    """With the values of the store and the customer's number, where the rule is on and its window has a day asked for."""
    values, code = frame.tables.policies, rule.lower()
    values = values.filter(values[f"on_{rule}"])
    own = [name for name in values.columns if name.startswith(f"{code}_")]
    t = t.join(values.select("store_id", "first", "last", *own), "store_id")
    t = t.mutate(opens=t.day + t[f"{code}_after_days"])
    t = t.mutate(closes=t.opens + t[f"{code}_keep_days"])
    t = t.filter(t.opens <= t.last, t.closes >= t.first)
    return t.join(frame.tables.customers.select(*OWNER, "cust_no"), list(OWNER))


def _shaped(
    rule: str, t: ir.Table, *, cycle: ir.StringValue, deadline: ir.IntegerValue, facts: ir.StringValue
) -> ir.Table:
    return t.select(
        "store_id",
        rule=ibis.literal(rule),
        subject_kind=ibis.literal("customer"),
        subject_id=t.customer_id,
        subject=t.cust_no,
        customer_id=t.customer_id,
        vehicle_id=ibis.null("int64"),
        cycle=cycle,
        due=t.opens,
        opens=t.opens,
        closes=t.closes,
        deadline=deadline,
        facts=facts,
    )
