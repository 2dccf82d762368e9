"""The figures once more, slow and obvious, row by row: what the questions to the database are judged by."""

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from cheyuan.kernel.clock import day_of

BACK = {"R08a", "R08b", "R09", "R10", "R11", "R12", "R17", "R25"}


def months_later(day: date, months: int) -> date:
    """The same day of a later month, clipped to its end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def reminders(
    tasks: list[Any], attempts: list[Any], visits: list[Any], since: date, until: date
) -> dict[str, list[int]]:
    """Rule → due, made, reached, booked, returned."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for task in tasks:
        if not since <= day_of(task.deadline) <= until or task.rule in ("X01", "X02"):
            continue
        if task.state == "closed" and task.attempts == 0:
            continue
        own = [one for one in attempts if one.task_id == task.pk and one.undone_at is None and one.day <= until]
        by_message = task.state == "done" and task.closed_at and day_of(task.closed_at) <= until
        came = [one for one in visits if one.vehicle_id == task.vehicle_id and one.source != "elsewhere"]
        came = [one for one in came if task.opens_on <= one.visited_on <= until]
        yes = [
            True, bool(own or by_message), any(one.reached for one in own), any(one.outcome == "booked" for one in own),
            bool(came) and task.rule in BACK,
        ]  # fmt: skip
        found[task.rule] = [before + so for before, so in zip(found[task.rule], yes, strict=True)]
    return dict(found)


def cars(cars: list[Any], visits: list[Any], since: date, until: date, lapse: int = 90) -> dict[str, list[int]]:
    """Figure → so many of so many; intervals as shipped: 6 months, electric 12, first 6."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def count(name: str, yes: bool) -> None:
        found[name] = [found[name][0] + yes, found[name][1] + 1]

    for car in cars:
        if not car.cares or car.status != "active" or car.owner_id is None:
            continue
        if car.delivered_on is None or car.delivered_on > until:
            continue
        own = [one for one in visits if one.vehicle_id == car.pk and one.source != "elsewhere"]
        own = [one for one in own if car.delivered_on <= one.visited_on <= until]
        served = sorted({one.visited_on for one in own if one.kind == "service"})
        months = 12 if car.energy == "ev" else 6
        if since <= months_later(car.delivered_on, 6) <= until:
            count("first", bool(served))
        for place, day in enumerate(served):
            if since <= months_later(day, months) <= until:
                count("periodic", place + 1 < len(served))
        count("lapse", _lapsed(car, served, months, lapse, until))
        before = [day for day in served if day < since]
        if car.delivered_on < since and _lapsed(car, before, months, lapse, since - timedelta(days=1)):
            count("recall", any(one.visited_on >= since for one in own))
    return dict(found)


def _lapsed(car: Any, served: list[date], months: int, lapse: int, on: date) -> bool:
    due = months_later(served[-1], months) if served else months_later(car.delivered_on, 6)
    return due + timedelta(days=lapse) <= on
