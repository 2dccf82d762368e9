"""The reference plan: for each car and person, each rule in turn."""

from collections.abc import Iterator
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
from cheyuan.engage.care.tests.reference.facts import Book, Customer, Policy, Task, Vehicle
from cheyuan.engage.care.tests.reference.guests import important_offers, interview_offers
from cheyuan.engage.care.tests.reference.odometer import first_day_at
from cheyuan.engage.care.tests.reference.offers import Offer

MARKETING = {"R14", "R17", "R22", "R25"}


def delivery_offers(known: Known) -> Iterator[Offer]:
    """R01 to R05, in the selling store."""
    day, policy = known.vehicle.delivered_on, known.policy
    if day is None or not known.vehicle.sold_here:
        return
    evening = evening_of(day)
    for rule, deadline in (
        ("R01", evening + timedelta(hours=policy["r01_deadline_hours"])),
        ("R02", evening + timedelta(hours=policy["r02_deadline_hours"])),
        ("R03", evening + timedelta(hours=policy["r03_deadline_hours"])),
        ("R04", end_of(plus_days(day, policy["r04_deadline_days"]))),
        ("R05", end_of(plus_days(day, policy["r05_deadline_days"]))),
    ):
        start = plus_days(day, policy[f"{rule.lower()}_after_days"])
        yield Offer(rule, start, plus_days(start, policy[f"{rule.lower()}_keep_days"]), start, str(day), deadline)


def visit_offers(known: Known) -> Iterator[Offer]:
    """R06 after each day of a visit here, R07 after each such day and the delivery."""
    policy = known.policy
    visits = [v for v in known.visits if v.here is not False]
    days = {v.visited_on for v in visits}
    for day in days:
        left_at = max(v.visited_at or evening_of(day) for v in visits if v.visited_on == day)
        start = plus_days(day, policy["r06_after_days"])
        deadline = left_at + timedelta(hours=policy["r06_deadline_hours"])
        yield Offer("R06", start, plus_days(start, policy["r06_keep_days"]), start, str(day), deadline)
    if known.vehicle.delivered_on is not None:
        days.add(known.vehicle.delivered_on)
    for day in days:
        start = plus_days(day, policy["r07_after_days"])
        deadline = end_of(plus_days(start, policy["r07_deadline_days"]))
        yield Offer("R07", start, plus_days(start, policy["r07_keep_days"]), start, str(day), deadline)


def first_service_offers(known: Known, as_of: date) -> Iterator[Offer]:
    """R08a and R08b, until the first service was done."""
    delivered, policy = known.vehicle.delivered_on, known.policy
    if delivered is None or known.services:
        return
    due = service_due_on(known)
    soon = plus_days(due, -policy["r08b_before_days"])
    start, end = plus_months(delivered, policy["r08a_from_months"]), plus_months(delivered, policy["r08a_until_months"])
    if as_of < soon:
        yield Offer("R08a", start, end, due, "first:a", end_of(end))
    yield Offer("R08b", soon, plus_days(due, policy["r08b_keep_days"]), due, "first:b", end_of(due))


def service_offers(known: Known) -> Iterator[Offer]:
    """R09 and R10 before the due service, R25 and R17 after it."""
    delivered, policy = known.vehicle.delivered_on, known.policy
    if delivered is None:
        return
    due, target = service_due_on(known), target_km(known)
    last = str(known.last_service or delivered)
    if known.services:
        start, end = plus_days(due, -policy["r09_before_days"]), plus_days(due, policy["r09_keep_days"])
        yield Offer("R09", start, end, due, last, end_of(due))
    start = plus_days(due, -policy["r10_before_days"])
    if target is not None:
        start = min(start, first_day_at(known.series, known.speed, target - policy["r10_before_km"]))
    yield Offer("R10", start, plus_days(due, -policy["r10_until_days"]), due, last, end_of(due))
    start, end = plus_days(due, policy["r25_from_days"]), plus_days(due, policy["r25_until_days"])
    yield Offer("R25", start, end, due, last, end_of(plus_days(start, policy["r25_deadline_days"])))
    every, until = policy["r17_every_days"], policy["r17_until_days"]
    for k in (1, 2, 3):
        start = plus_days(due, every * k)
        end = plus_days(due, until if k == 3 else every * (k + 1) - 1)
        deadline = max(end_of(month_end(start)), end_of(plus_days(start, policy["r17_deadline_days"])))
        yield Offer("R17", start, end, due, f"{last}/{k}", deadline)


def around(rule: str, due: date, cycle: date, policy: Policy) -> Offer:
    """A paper that ends: some days before until some days after."""
    start = plus_days(due, -policy[f"{rule.lower()}_before_days"])
    return Offer(rule, start, plus_days(due, policy[f"{rule.lower()}_keep_days"]), due, str(cycle), end_of(due))


def paper_offers(known: Known, as_of: date) -> Iterator[Offer]:
    """R11 warranty, R12 inspection and R13 insurance."""
    vehicle, policy = known.vehicle, known.policy
    if vehicle.delivered_on is not None:
        yield around("R11", warranty_ends_on(known), warranty_date_part(known), policy)
    due = inspection_due_on(vehicle, policy, as_of)
    if due is not None:
        yield around("R12", due, due, policy)
    if vehicle.insurance_expiry is not None:
        yield around("R13", vehicle.insurance_expiry, vehicle.insurance_expiry, policy)


def birthday_offers(book: Book, customer: Customer, as_of: date) -> Iterator[Offer]:
    """R14, for persons who own a delivered car."""
    day, policy = birthday_on(customer, as_of), book.policy(customer.store_id)
    owned = [v for v in book.vehicles if (v.store_id, v.customer_id) == (customer.store_id, customer.customer_id)]
    drives = any(v.status.lower() == "active" and v.delivered_on is not None and v.delivered_on <= as_of for v in owned)
    if day is not None and customer.kind.lower() == "person" and drives:
        minutes = policy["opening_minute"] + policy["r14_deadline_minutes"]
        yield Offer(
            "R14", day, day, day, str(day.year), datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
        )


def anchor_day(known: Known, name: str, as_of: date) -> date | None:
    """The day that a manager's rule is laid around."""
    vehicle = known.vehicle
    delivered = vehicle.delivered_on is not None
    if name == "service_due_on":
        return service_due_on(known) if delivered else None
    if name == "warranty_ends_on":
        return warranty_ends_on(known) if delivered else None
    if name == "inspection_due_on":
        return inspection_due_on(vehicle, known.policy, as_of)
    return {
        "delivered_on": vehicle.delivered_on,
        "last_service_on": known.last_service,
        "insurance_ends_on": vehicle.insurance_expiry,
    }[name]


def own_cycle(known: Known, name: str, day: date) -> date:
    """The cycle key: the anchor's day, but for days that a reading moves the shipped rules' own key."""
    if name == "service_due_on":
        return known.last_service or known.vehicle.delivered_on or day
    return warranty_date_part(known) if name == "warranty_ends_on" else day


def belongs(book: Book, vehicle: Vehicle, segment: str | None) -> bool:
    """Whether the car, or its owner, is in the segment of a rule; without one everybody is meant."""
    if not segment:
        return True
    store = vehicle.store_id
    by_itself = any(
        (m.store_id, m.segment, m.vehicle_id) == (store, segment, vehicle.vehicle_id) for m in book.member_cars
    )
    by_owner = any(
        (m.store_id, m.segment, m.customer_id) == (store, segment, vehicle.customer_id) for m in book.member_people
    )
    return by_itself or by_owner


def own_offers(book: Book, known: Known, as_of: date) -> Iterator[Offer]:
    """The rules that managers of the store made."""
    for own in book.own_rules:
        day = anchor_day(known, own.anchor, as_of)
        mine = own.store_id == known.vehicle.store_id and belongs(book, known.vehicle, own.segment)
        if mine and day is not None:
            start, end = plus_days(day, own.opens_after), plus_days(day, own.closes_after)
            cycle, deadline = str(own_cycle(known, own.anchor, day)), end_of(plus_days(day, own.deadline_after))
            yield Offer(own.rule, start, end, day, cycle, deadline, own.marketing)


def trade_in_offers(book: Book, vehicle: Vehicle, as_of: date) -> Iterator[Offer]:
    """R22 when a car became a trade-in candidate and once more later, while it still is one."""
    policy = book.policy(vehicle.store_id)
    for c in book.candidates:
        mine = (c.store_id, c.vehicle_id) == (vehicle.store_id, vehicle.vehicle_id)
        if mine and c.since <= as_of and (c.until is None or c.until > as_of):
            for call in (0, 1):
                start = plus_months(c.since, call * policy["r22_again_months"])
                deadline = end_of(plus_days(start, policy["r22_deadline_days"]))
                yield Offer(
                    "R22", start, plus_days(start, policy["r22_keep_days"]), start, f"{c.since}/{call}", deadline
                )


def vehicle_offers(book: Book, vehicle: Vehicle, as_of: date) -> Iterator[Offer]:
    """Everything one car could ask for."""
    known = know(book, vehicle, as_of)
    yield from delivery_offers(known)
    yield from visit_offers(known)
    yield from first_service_offers(known, as_of)
    yield from service_offers(known)
    yield from paper_offers(known, as_of)
    yield from own_offers(book, known, as_of)
    yield from trade_in_offers(book, vehicle, as_of)


def take(offers: Iterator[Offer], store_id: int, subject: str, silent: bool, as_of: date) -> Iterator[Task]:
    """The offers whose window contains the day; nobody is late for what is made late."""
    for o in offers:
        marketing = o.marketing or o.rule in MARKETING
        if o.opens_on <= as_of <= o.closes_on and not (silent and marketing):
            deadline = max(o.deadline, end_of(plus_days(as_of, 1)))
            yield Task(store_id, o.rule, subject, o.cycle, o.due_on, o.opens_on, deadline)


def tasks(book: Book, as_of: date) -> list[Task]:
    """All tasks whose creation window contains the day, sorted; a duplicate would show as two."""
    owners = {(c.store_id, c.customer_id): c for c in book.customers}
    found: list[Task] = []
    for v in book.vehicles:
        owner = owners.get((v.store_id, v.customer_id or 0))
        unknown_yet = v.delivered_on is not None and v.delivered_on > as_of
        if owner is None or v.status.lower() != "active" or unknown_yet:
            continue
        found += take(vehicle_offers(book, v, as_of), v.store_id, v.vin, owner.do_not_contact, as_of)
    for c in book.customers:
        for offers in (birthday_offers, important_offers, interview_offers):
            found += take(offers(book, c, as_of), c.store_id, c.cust_no, c.do_not_contact, as_of)
    return sorted(found)
