"""R19 and R20 for one customer: visits of important guests, and the sample of those who look at cars."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from cheyuan.engage.care.tests.reference.days import end_of, evening_of, plus_days
from cheyuan.engage.care.tests.reference.dues import know
from cheyuan.engage.care.tests.reference.facts import Book, Customer, Vehicle
from cheyuan.engage.care.tests.reference.offers import Offer


def cars_of(book: Book, customer: Customer, as_of: date) -> list[Vehicle]:
    """The cars in care of a customer that are known on the day."""
    return [
        v
        for v in book.vehicles
        if (v.store_id, v.customer_id) == (customer.store_id, customer.customer_id)
        and v.status.lower() == "active"
        and (v.delivered_on is None or v.delivered_on <= as_of)
    ]


def days_of(book: Book, customer: Customer, as_of: date) -> dict[date, datetime]:
    """The days on which they were here, in the showroom or the workshop, with the last moment of each."""
    found: dict[date, datetime] = {}
    for r in book.receptions:
        if (r.store_id, r.customer_id) == (customer.store_id, customer.customer_id) and r.came_on <= as_of:
            found[r.came_on] = max(found.get(r.came_on, r.came_at), r.came_at)
    for car in cars_of(book, customer, as_of):
        for v in know(book, car, as_of).visits:
            if v.here is not False:
                left_at = v.visited_at or evening_of(v.visited_on)
                found[v.visited_on] = max(found.get(v.visited_on, left_at), left_at)
    return found


def important_offers(book: Book, customer: Customer, as_of: date) -> Iterator[Offer]:
    """R19 after each day of a VIP or key account."""
    if not any((i.store_id, i.customer_id) == (customer.store_id, customer.customer_id) for i in book.important):
        return
    policy = book.policy(customer.store_id)
    for day, moment in days_of(book, customer, as_of).items():
        start = plus_days(day, policy["r19_after_days"])
        deadline = moment.replace(microsecond=0) + timedelta(hours=policy["r19_deadline_hours"])
        yield Offer("R19", start, plus_days(start, policy["r19_keep_days"]), start, str(day), deadline)


def place(number: int) -> int:
    """Where a visit stands among a hundred."""
    step = (number % 2_147_483_647 * 1_103_515_245 + 12_345) % 2_147_483_647
    return step**2 % 2_147_483_647 % 100


def interview_offers(book: Book, customer: Customer, as_of: date) -> Iterator[Offer]:
    """R20 after each visit drawn, of somebody without a delivered car in care."""
    policy = book.policy(customer.store_id)
    if any(v.delivered_on is not None for v in cars_of(book, customer, as_of)):
        return
    for r in book.receptions:
        mine = (r.store_id, r.customer_id) == (customer.store_id, customer.customer_id)
        if mine and r.looks and r.came_on <= as_of and place(r.reception_id) < policy["r20_share"]:
            start = plus_days(r.came_on, policy["r20_after_days"])
            deadline = end_of(plus_days(r.came_on, policy["r20_deadline_days"]))
            cycle = f"{r.came_on}/{r.reception_id}"
            yield Offer("R20", start, plus_days(start, policy["r20_keep_days"]), start, cycle, deadline)
