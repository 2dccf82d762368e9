"""Rules that managers made themselves (CARE-01): a day that is known of each car, a window around it, a deadline."""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.anchors import ANCHORS
from cheyuan.engage.care.plan.days import after_months
from cheyuan.engage.care.plan.joins import with_car, with_car_if_any
from cheyuan.engage.care.plan.tables import CAR, OWNER, Tables
from cheyuan.engage.care.plan.windows.frame import Frame, end_of

ANY = ("", "any")


def windows(frame: Frame) -> Iterator[ir.Table]:
    """One window per car and rule of its store whose anchor is known; the anchor's day is the due day.

    It is the cycle key too, except for days that a reading moves: these have the key of the shipped rules.
    """
    rules = frame.tables.own_rules
    t = frame.cars.join(rules, "store_id", rname="own_{name}")
    t = t.mutate(anchored=ibis.cases(*((t.anchor == name, t[column]) for name, column in ANCHORS.items())))
    opens, closes = t.anchored + t.opens_after, t.anchored + t.closes_after
    asked = (opens <= t.last) & (closes >= t.first) & ~(t.marketing & t.do_not_contact)
    t = _members(_meant(t.filter(asked), frame.tables.vehicles), frame.tables)
    opens, closes = t.anchored + t.opens_after, t.anchored + t.closes_after
    yield t.select(
        *CAR,
        "rule",
        cycle_day=ibis.cases(
            (t.anchor == "service_due_on", t.service.fill_null(t.delivered)),
            (t.anchor == "warranty_ends_on", t.warranty_date),
            else_=t.anchored,
        ),
        mark=ibis.literal(""),
        due=t.anchored,
        opens=opens,
        closes=closes,
        deadline=end_of(t.anchored + t.deadline_after),
        wanted=ibis.literal(True),
    )


def _meant(t: ir.Table, vehicles: ir.Table) -> ir.Table:
    """The cars for which a rule is: a condition that was left empty lets all through."""
    cars = {f"of_{name}": vehicles[name].lower() for name in ("energy", "brand", "model")}
    t = with_car(t, vehicles.select(*CAR, **cars))
    energy = ibis.ifelse(t.of_energy.fill_null("") == "", "ice", t.of_energy)
    conditions = {
        "energy": energy == t.energy.lower(),
        "brand": t.of_brand == t.brand.lower(),
        "model": t.of_model.contains(t.model.lower()),
    }
    for name, holds in conditions.items():
        t = t.filter(t[name].fill_null("").isin(ANY) | holds.fill_null(False))
    since = (t.age_from.fill_null(0) == 0) | (after_months(t.delivered_on, t.age_from) <= t.first).fill_null(False)
    until = (t.age_until.fill_null(0) == 0) | (after_months(t.delivered_on, t.age_until) >= t.first).fill_null(False)
    return t.filter(since, until)


def _members(t: ir.Table, tables: Tables) -> ir.Table:
    """Of a rule for a segment the cars that belong to it now, by themselves or by their owner."""
    cars = tables.member_cars.distinct().mutate(car_in=ibis.literal(True))
    people = tables.member_people.distinct().mutate(owner_in=ibis.literal(True))
    t = with_car_if_any(t, cars, (*CAR, "segment"))
    t = with_car_if_any(t, people, (*OWNER, "segment"))
    return t.filter((t.segment.fill_null("") == "") | t.car_in.notnull() | t.owner_in.notnull())
