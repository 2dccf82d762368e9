"""Which care rules have a task on a day, told car by car straight from care-semantics.md: slow, obvious, of default policies."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil, floor

from cheyuan.kernel.dates import add_months, birthday_in
from cheyuan.site.demo.book import Household
from cheyuan.site.demo.cars import Car
from cheyuan.site.demo.visits import SERVICE, Visit


def day(start: date, days: int) -> date:
    return start + timedelta(days=days)


def readings(car: Car, visits: list[Visit]) -> dict[date, int]:
    found = {car.delivered: 0}
    for visit in visits:
        if visit.km is not None:
            found[visit.day] = max(visit.km, found.get(visit.day, 0))
    if car.read_on and car.read_km is not None:
        found[car.read_on] = max(car.read_km, found.get(car.read_on, 0))
    return dict(sorted(found.items()))


def pace(car: Car, known: dict[date, int]) -> tuple[int, int]:
    latest = max(known)
    inside = [one for one in known if one >= day(latest, -730)]
    start = min(inside)
    if (latest - start).days < 30:
        older = [one for one in known if one < day(latest, -730)]
        start = max(older) if older else latest
    if (latest - start).days < 30:
        return (40 if car.energy == "ev" else 35), 1
    km, days = known[latest] - known[start], (latest - start).days
    return (1, 1) if km < days else (500, 1) if km > 500 * days else (km, days)


def forecast(known: dict[date, int], rate: tuple[int, int], km: int) -> date:
    reached = [one for one, reading in known.items() if reading >= km]
    if reached:
        return min(reached)
    latest = max(known)
    return day(latest, ceil((km - known[latest]) * rate[1] / rate[0]))


def rules_of(car: Car, visits: list[Visit], as_of: date) -> Iterator[str]:
    known, services = readings(car, visits), [visit for visit in visits if visit.kind == SERVICE]
    rate, electric = pace(car, known), car.energy == "ev"

    def within(start: date, days: int) -> bool:
        return start <= as_of <= day(start, days)

    for rule, after in (("R01", 1), ("R02", 2), ("R03", 0), ("R04", 7), ("R05", 15)):
        if within(day(car.delivered, after), 7):
            yield rule
    if any(within(visit.day, 7) for visit in visits):
        yield "R06"
    if any(within(day(start, 3), 7) for start in [car.delivered, *(visit.day for visit in visits)]):
        yield "R07"
    last = services[-1].day if services else car.delivered
    months, interval = (12 if electric else 6, 20_000 if electric else 10_000)
    if not services:
        months, interval = 6, 10_000 if electric else 5_000
    due, km = add_months(last, months), known.get(last)
    if km is not None:
        due = min(due, forecast(known, rate, km + interval))
    if not services and add_months(car.delivered, 2) <= as_of <= add_months(car.delivered, 3) and as_of < day(due, -3):
        yield "R08a"
    if day(due, -3 if not services else -7) <= as_of <= day(due, 29):
        yield "R09" if services else "R08b"
    opens = day(due, -14)
    if km is not None:
        latest = max(known)
        left = km + interval - 1_000 - known[latest]
        opens = min(opens, day(latest, ceil(left * rate[1] / rate[0])))
        assert floor((opens - latest).days * rate[0] / rate[1]) >= left or opens < latest or opens == day(due, -14)
    if opens <= as_of <= day(due, -8):
        yield "R10"
    warranty = min(car.warranty or add_months(car.delivered, 36), forecast(known, rate, 100_000))
    if within(day(warranty, -30), 30):
        yield "R11"
    if car.use in ("", "private") and within(day(inspection(car, as_of), -60), 90):
        yield "R12"
    if car.insurance and within(day(car.insurance, -60), 60):
        yield "R13"
    late = (as_of - due).days
    if 90 <= late <= 360:
        yield f"R17/{min(3, late // 90)}"
    if 30 <= late <= 89:
        yield "R25"
    if late > 360:
        yield "lost"


def inspection(car: Car, as_of: date) -> date:
    if car.inspection and car.inspection >= day(as_of, -30):
        return car.inspection
    years = [2, 4, 6, 8, *range(10, 60)]
    return next(due for year in years if (due := add_months(car.registered or car.delivered, 12 * year)) >= as_of)


def rules(household: Household, as_of: date) -> set[str]:
    found: set[str] = set()
    for car, visits in household.cars:
        if car.status == "active":
            found.update(rules_of(car, visits, as_of))
    born = household.owner.birthday
    if born and household.cars and birthday_in(born, as_of.year) == as_of:
        found.add("R14")
    return found
