"""What is known of a customer: from the file, the garage, the household, the visitor book, vouchers and milestones."""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

from cheyuan.insight.segments.expr import cars
from cheyuan.insight.segments.expr.conditions import months_until, on

KEY = ("store_id", "customer_id")
Tables = Mapping[str, ir.Table]


def files(tables: Tables, today: date) -> ir.Table:
    """Person or company, age and gender (guarded), month of birth, place, usage, source, standing, wishes."""
    rows = tables["profiles"]
    months = months_until(rows.birthday, today)
    person = rows.kind == "person"
    return rows.select(
        *KEY, "city", "district", "source", "usage", "gender", "kind", "filed_on",
        vip=rows.is_vip.fill_null(False),
        key_account=rows.is_key_account.fill_null(False),
        stopped=rows.do_not_contact.fill_null(False),
        age_years=ibis.ifelse(person & (rows.birthday <= on(today)), months // 12, ibis.null().cast("int64")),
        birth_month=ibis.ifelse(person, rows.birthday.month().cast("string"), ibis.null().cast("string")),
    )  # fmt: skip


def fleet(tables: Tables, today: date) -> ir.Table:
    """Cars, the age of the newest, money and visits of the last twelve months over all of them."""
    garage = cars.garage(tables)
    files = cars.files(tables, today).select(*cars.KEY, "age_months")
    takings = cars.visits(tables, today)
    rows = _beside(_beside(garage, files), takings)
    return rows.group_by(*KEY).agg(
        cars=rows.vehicle_id.count().cast("int64"),
        newest_months=rows.age_months.min(),
        spend_year_fen=rows.spend_year_fen.sum().fill_null(0).cast("int64"),
        visits_year=rows.visits_year.sum().fill_null(0).cast("int64"),
        last_visit_on=rows.last_visit_on.max(),
    )


def _beside(left: ir.Table, right: ir.Table) -> ir.Table:
    joined = left.left_join(right, list(cars.KEY))
    return joined.select(*left.columns, *(right[one] for one in right.columns if one not in cars.KEY))


def home(tables: Tables, today: date) -> ir.Table:
    """How many live in the household, and its children."""
    rows = tables["household_members"]
    sizes = rows.group_by("store_id", "household_id").agg(
        people=rows.customer_id.count(), children=rows.children.max().fill_null(0)
    )
    joined = rows.select(*KEY, "household_id").join(sizes, ["store_id", "household_id"])
    return joined.select(
        *KEY,
        household_size=(sizes.people + sizes.children).cast("int64"),
        children=sizes.children.cast("int64"),
    )


def looking(tables: Tables, today: date) -> ir.Table:
    """When they last came to look at cars: the intention that we know of."""
    rows = tables["visitors"]
    rows = rows.filter(rows.came_on <= on(today))
    rows = rows.mutate(eyed=ibis.ifelse(rows.looks, rows.came_on, ibis.null().cast("date")))
    return rows.group_by(*KEY).agg(looked_on=rows.eyed.max(), came_on=rows.came_on.max())


def vouchers(tables: Tables, today: date) -> ir.Table:
    """Vouchers that may be used today, and when the first of them ends."""
    rows = tables["vouchers"]
    rows = rows.filter((rows.state == "given") & (rows.valid_from <= on(today)) & (rows.valid_until >= on(today)))
    return rows.group_by(*KEY).agg(
        vouchers_open=rows.customer_id.count().cast("int64"), voucher_ends_on=rows.valid_until.min()
    )


def orders(tables: Tables, today: date) -> ir.Table:
    """Whether an order of theirs is open, and whether a car of theirs is in the workshop."""
    rows = tables["milestone_jobs"]
    rows = rows.filter(rows.is_open & rows.customer_id.notnull())
    rows = rows.mutate(
        ordered=ibis.ifelse(rows.kind == "order", 1, 0), inside=ibis.ifelse(rows.kind == "workshop", 1, 0)
    )
    found = rows.group_by(*KEY).agg(ordered=rows.ordered.max(), inside=rows.inside.max())
    return found.select(*KEY, order_open=found.ordered > 0, in_workshop=found.inside > 0)
