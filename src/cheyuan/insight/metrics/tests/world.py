"""A random store in which every metric finds something to count."""

from datetime import date, timedelta
from random import Random
from typing import Any

from cheyuan.insight.metrics.tests.conftest import TODAY, Book
from cheyuan.kernel.clock import moment

RULES = ("R08a", "R08b", "R09", "R10", "R14", "R17", "X01")
OUTCOMES = ("booked", "will_come", "no_answer", "refused", "corrected")


def lively(book: Book, seed: int, cars: int = 24) -> None:
    """Cars with visits, reminders with calls, complaints, answers and messages over two years."""
    chance = Random(seed)
    for number in range(cars):
        delivered = TODAY - timedelta(days=chance.randrange(20, 900))
        energy, status = chance.choice(("", "ice", "ev")), chance.choice(("active", "active", "active", "sold"))
        car = book.car(delivered, chance.choice(("L5", "S3")), energy=energy, status=status, sold_here=number % 5 > 0)
        _visits(book, chance, car, delivered)
        _reminders(book, chance, car)
        _complaint(book, chance, car, number)
        _answer(book, chance, car, number)
        for state in ("sent", "delivered", "refused", "held"):
            book.message(
                car, state, _day(chance), chance.choice(("sms", "wechat")), chance.choice(("service", "marketing"))
            )


def _day(chance: Random, back: int = 700) -> date:
    return TODAY - timedelta(days=chance.randrange(0, back))


def _visits(book: Book, chance: Random, car: Any, delivered: date) -> None:
    for day in sorted({delivered + timedelta(days=chance.randrange(0, 900)) for _ in range(chance.randrange(2, 8))}):
        if day <= TODAY:
            kind, source = (
                chance.choice(("service", "service", "repair")),
                chance.choice(("import", "import", "elsewhere", "sister")),
            )
            book.visit(car, day, kind, source, chance.randrange(0, 200_000))


def _reminders(book: Book, chance: Random, car: Any) -> None:
    for cycle in range(4):
        due = _day(chance, 500)
        state = chance.choice(("open", "done", "failed", "closed"))
        closed = None if state == "open" else moment(due + timedelta(days=chance.randrange(-3, 9)), 11)
        calls = [
            (due + timedelta(days=chance.randrange(-8, 9)), chance.choice(OUTCOMES)) for _ in range(chance.randrange(3))
        ]
        task = book.task(car, chance.choice(RULES), due, f"{cycle}", state=state, closed_at=closed, attempts=len(calls))
        for on, outcome in calls:
            book.call(task, on, outcome, undone_at=moment(on, 12) if chance.random() < 0.1 else None)


def _complaint(book: Book, chance: Random, car: Any, number: int) -> None:
    received = _day(chance, 500)
    closed = moment(received + timedelta(days=chance.randrange(1, 30)), 15) if chance.random() < 0.8 else None
    answered = moment(received, 9, chance.randrange(1, 59)) if chance.random() < 0.8 else None
    book.complaint(car, received, number, answered_at=answered, closed_at=closed)


def _answer(book: Book, chance: Random, car: Any, number: int) -> None:
    book.answer(
        car, _day(chance, 500), number, csi=chance.randrange(400, 1001), nps=chance.choice((None, 3, 6, 8, 9, 10))
    )
