"""The cars in care as all rules see them, and the windows of all rules about cars."""

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.cars import READ_HERE
from cheyuan.engage.care.plan.due import Keep
from cheyuan.engage.care.plan.tables import OWNER, Tables
from cheyuan.engage.care.plan.windows import delivery, expiry, lapse, own, service, visits
from cheyuan.engage.care.plan.windows.frame import Frame

FAMILIES = (delivery, visits, service, expiry, lapse, own)


def framed(tables: Tables, facts: ir.Table, keep: Keep) -> Frame:
    """The frame of ``due.known_facts``: cars in care with the values of their store and whether their owner wants contact."""
    cars = facts.filter(facts.cared).drop("cared", "pace_known").join(_of_windows(tables.policies), "store_id")
    customers = tables.customers
    cars = cars.join(customers.select(*OWNER, do_not_contact=customers.do_not_contact.fill_null(False)), list(OWNER))
    return Frame(tables, keep(cars))


def windows(frame: Frame) -> ir.Table:
    """The windows about cars that have a day among those asked for."""
    rows = ibis.union(*(rows for family in FAMILIES for rows in family.windows(frame)))
    return rows.filter(rows.wanted).drop("wanted")


def _of_windows(policies: ir.Table) -> ir.Table:
    """The values that the rules' windows read, narrow: every car gets a copy of its store's."""
    days = ("first", "last")
    values = [policies[name] for name in policies.columns if name not in (*READ_HERE, *days)]
    narrow = {one.get_name(): one.cast("int32") if one.type().is_int64() else one for one in values}
    return policies.select(*days, **narrow)
