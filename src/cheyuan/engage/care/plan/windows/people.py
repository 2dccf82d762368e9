"""R14: birthdays of persons who own at least one delivered car."""

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import DAY_SECONDS, dated, iso, leap, numbered
from cheyuan.engage.care.plan.facts_json import day, record
from cheyuan.engage.care.plan.tables import OWNER
from cheyuan.engage.care.plan.windows.frame import Frame


def tasks(frame: Frame) -> ir.Table:
    """The greeting on the day, until some time after opening; born on 29 February: kept on the 28th in common years."""
    people = frame.tables.customers
    people = people.filter(
        (people.kind.lower() != "company").fill_null(True),
        people.birthday.notnull(),
        ~people.do_not_contact.fill_null(False),
    )
    owners = frame.cars.filter(frame.cars.delivered.notnull()).select(*OWNER)
    stores = frame.tables.policies
    stores = stores.filter(stores.on_R14).select("store_id", "first", "last", "opening_minute", "r14_deadline_minutes")
    t = people.semi_join(owners, list(OWNER)).join(stores, "store_id")
    t = t.mutate(due=_next(t.birthday, t.first))
    t = t.filter(t.due <= t.last)
    return t.select(
        "store_id",
        rule=ibis.literal("R14"),
        subject_kind=ibis.literal("customer"),
        subject_id=t.customer_id,
        subject=t.cust_no,
        customer_id=t.customer_id,
        vehicle_id=ibis.null("int64"),
        cycle=iso(t.due)[:4],
        due=t.due,
        opens=t.due,
        closes=t.due,
        deadline=t.due * DAY_SECONDS + (t.opening_minute + t.r14_deadline_minutes) * 60,
        facts=record(birthday=day(numbered(t.birthday))),
    )


def _next(birthday: ir.DateValue, first: ir.IntegerValue) -> ir.IntegerValue:
    """The first birthday on or after the day numbered ``first``."""
    year = dated(first).year()
    this, following = _kept_in(birthday, year), _kept_in(birthday, year + 1)
    return ibis.ifelse(this >= first, this, following)


def _kept_in(birthday: ir.DateValue, year: ir.IntegerValue) -> ir.IntegerValue:
    month, day_of_month = birthday.month(), birthday.day()
    moved = (month == 2) & (day_of_month == 29) & ~leap(year)
    kept = ibis.ifelse(moved, 28, day_of_month).cast("int32")
    return ibis.date(year.cast("int32"), month.cast("int32"), kept).epoch_days()
