"""The reference plan: for each car and person, each rule in turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cheyuan.engage.care.tests.reference.days import end_of, evening_of, month_end, plus_days, plus_months
from cheyuan.engage.care.tests.reference.dues import (
    Known,
    birthday_on,
    inspection_due_on,
    know,
    service_due_on,
    target_km,
    warranty_date_part,
    warranty_ends_on,
)
from cheyuan.engage.care.tests.reference.facts import Book, Customer, Task, Vehicle
from cheyuan.engage.care.tests.reference.odometer import first_day_at

MARKETING = {"R14", "R17", "R25"}


@dataclass(frozen=True)
class Offer:
    """A task with its creation window, both ends inclusive."""

    rule: str
    opens_on: date
    closes_on: date
    due_on: date
    cycle: str
    deadline: datetime


def delivery_offers(known: Known) -> Iterator[Offer]:
    """R01 to R05, in the selling store."""
    day = known.vehicle.delivered_on
    if day is None or not known.vehicle.sold_here:
        return
    evening = evening_of(day)
    for rule, after, deadline in (
        ("R01", 1, evening + timedelta(hours=24)),
        ("R02", 2, evening + timedelta(hours=72)),
        ("R03", 0, evening + timedelta(days=3)),
        ("R04", 7, end_of(plus_days(day, 7))),
        ("R05", 15, end_of(plus_days(day, 16))),
    ):
        start = plus_days(day, after)
        yield Offer(rule, start, plus_days(start, 7), start, day.isoformat(), deadline)


def visit_offers(known: Known) -> Iterator[Offer]:
    """R06 after each visit day, R07 after each visit day and the delivery."""
    days = {v.visited_on for v in known.visits}
    for day in days:
        left_at = max(v.visited_at or evening_of(day) for v in known.visits if v.visited_on == day)
        yield Offer("R06", day, plus_days(day, 7), day, day.isoformat(), left_at + timedelta(hours=48))
    if known.vehicle.delivered_on is not None:
        days.add(known.vehicle.delivered_on)
    for day in days:
        start = plus_days(day, 3)
        yield Offer("R07", start, plus_days(start, 7), start, day.isoformat(), end_of(plus_days(start, 7)))


def first_service_offers(known: Known, as_of: date) -> Iterator[Offer]:
    """R08a and R08b, until the first service was done."""
    delivered = known.vehicle.delivered_on
    if delivered is None or known.services:
        return
    due = service_due_on(known)
    month_2, month_3 = plus_months(delivered, 2), plus_months(delivered, 3)
    if as_of < plus_days(due, -3):
        yield Offer("R08a", month_2, month_3, due, "first:a", end_of(month_3))
    yield Offer("R08b", plus_days(due, -3), plus_days(due, 29), due, "first:b", end_of(due))


def service_offers(known: Known) -> Iterator[Offer]:
    """R09, R10, R25 and R17: before and after the due service."""
    delivered = known.vehicle.delivered_on
    if delivered is None:
        return
    due = service_due_on(known)
    last = (known.last_service or delivered).isoformat()
    if known.services:
        yield Offer("R09", plus_days(due, -7), plus_days(due, 29), due, last, end_of(due))
    start, target = plus_days(due, -14), target_km(known)
    if target is not None:
        start = min(start, first_day_at(known.series, known.speed, target - 1_000))
    yield Offer("R10", start, plus_days(due, -8), due, last, end_of(due))
    at_risk = plus_days(due, 30)
    yield Offer("R25", at_risk, plus_days(due, 89), due, last, end_of(plus_days(at_risk, 7)))
    for k in (1, 2, 3):
        call = plus_days(due, 90 * k)
        deadline = max(end_of(month_end(call)), end_of(plus_days(call, 10)))
        yield Offer("R17", call, plus_days(call, 90 if k == 3 else 89), due, f"{last}/{k}", deadline)


def warranty_offers(known: Known) -> Iterator[Offer]:
    """R11."""
    if known.vehicle.delivered_on is not None:
        ends, part = warranty_ends_on(known), warranty_date_part(known)
        yield Offer("R11", plus_days(ends, -30), ends, ends, part.isoformat(), end_of(ends))


def paper_offers(vehicle: Vehicle, as_of: date) -> Iterator[Offer]:
    """R12 inspection and R13 insurance."""
    due = inspection_due_on(vehicle, as_of)
    if due is not None:
        yield Offer("R12", plus_days(due, -60), plus_days(due, 30), due, due.isoformat(), end_of(due))
    ends = vehicle.insurance_expiry
    if ends is not None:
        yield Offer("R13", plus_days(ends, -60), ends, ends, ends.isoformat(), end_of(ends))


def birthday_offers(book: Book, customer: Customer, as_of: date) -> Iterator[Offer]:
    """R14, for persons who own a delivered car."""
    day = birthday_on(customer, as_of)
    owned = [v for v in book.vehicles if (v.store_id, v.customer_id) == (customer.store_id, customer.customer_id)]
    drives = any(v.status == "active" and v.delivered_on is not None and v.delivered_on <= as_of for v in owned)
    if day is not None and customer.kind == "person" and drives:
        opening = datetime.combine(day, book.policy(customer.store_id)["opening_time"])
        yield Offer("R14", day, day, day, str(day.year), opening + timedelta(hours=2))


def vehicle_offers(book: Book, vehicle: Vehicle, as_of: date) -> Iterator[Offer]:
    """Everything one car could ask for."""
    known = know(book, vehicle, as_of)
    yield from delivery_offers(known)
    yield from visit_offers(known)
    yield from first_service_offers(known, as_of)
    yield from service_offers(known)
    yield from warranty_offers(known)
    yield from paper_offers(vehicle, as_of)


def take(offers: Iterator[Offer], store_id: str, subject: str, silent: bool, as_of: date) -> Iterator[Task]:
    """The offers whose window contains the day; nobody is late for what is made late."""
    for o in offers:
        if o.opens_on <= as_of <= o.closes_on and not (silent and o.rule in MARKETING):
            deadline = max(o.deadline, end_of(plus_days(as_of, 1)))
            yield Task(store_id, o.rule, subject, o.cycle, o.due_on, o.opens_on, deadline)


def tasks(book: Book, as_of: date) -> list[Task]:
    """All tasks whose creation window contains the day, sorted; a duplicate would show as two."""
    owners = {(c.store_id, c.customer_id): c for c in book.customers}
    found: list[Task] = []
    for v in book.vehicles:
        owner = owners.get((v.store_id, v.customer_id or ""))
        unknown_yet = v.delivered_on is not None and v.delivered_on > as_of
        if owner is None or v.status != "active" or unknown_yet:
            continue
        found += take(vehicle_offers(book, v, as_of), v.store_id, v.vin, owner.do_not_contact, as_of)
    for c in book.customers:
        found += take(birthday_offers(book, c, as_of), c.store_id, c.cust_no, c.do_not_contact, as_of)
    return sorted(found)
