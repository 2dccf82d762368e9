"""Workshop visits as owners really make them: near the due date, late, twice missed, less and less, or never again."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cheyuan.kernel.calendar import spring_festival
from cheyuan.kernel.dates import add_months
from cheyuan.site.demo.cars import Car

SERVICE, REPAIR, BODY = "保养", "维修", "钣喷"
# Share of owners, chance to stay away after a service, mean delay behind the due date in days.
HABITS = ((0.64, 0.03, -2.0), (0.22, 0.09, 16.0), (0.14, 0.30, 34.0))


@dataclass(slots=True)
class Visit:
    """One visit: the reading is None where nobody wrote it down; ``missed`` counts appointments not kept before it."""

    day: date
    km: int | None
    kind: str
    amount_fen: int
    missed: int = 0


def interval(car: Car, first: bool) -> tuple[int, int]:
    """Months and km to the next service by the default policies."""
    electric = car.energy == "ev"
    if first:
        return 6, 10_000 if electric else 5_000
    return (12, 20_000) if electric else (6, 10_000)


def due_on(car: Car, last: date, first: bool) -> date:
    """When the next service truly falls due: by months or by what the car drives, whichever is earlier."""
    months, km = interval(car, first)
    by_km = last + timedelta(days=int(km / car.km_a_day) + 1)
    return min(add_months(last, months), by_km)


def open_day(day: date) -> date:
    """``day``, or the first day on which the workshop is open again after the Spring Festival (除夕 to 初三)."""
    if day.month < 3:
        festival = spring_festival(day.year)
        if -1 <= (day - festival).days <= 2:
            return festival + timedelta(days=3)
    return day


def amount(rng: Random, car: Car, kind: str, nth: int = 0) -> int:
    """What the visit cost, fen; every fourth service is a big one, electric cars cost less, dearer models more."""
    if kind == SERVICE:
        least, most = (180, 520) if car.energy == "ev" else (1_300, 3_200) if nth % 4 == 3 else (360, 980)
    else:
        least, most = (160, 4_800) if kind == REPAIR else (500, 9_600)
    yuan = least + (most - least) * rng.random() ** 2
    return int(yuan * car.model.dear) // 10 * 10


def _style(rng: Random) -> tuple[float, float]:
    luck = rng.random()
    for share, leaving, delay in HABITS:
        if luck < share:
            return leaving, delay
        luck -= share
    return HABITS[0][1:]


def _services(rng: Random, car: Car, until: date) -> list[Visit]:
    """Services from delivery on, until the owner stays away or the day ``until``."""
    found: list[Visit] = []
    leaving, delay = _style(rng)
    last = car.delivered
    while rng.random() >= leaving:
        missed = 1 if rng.random() < 0.07 else 0
        late = rng.gauss(delay, 9) if delay < 0 else rng.expovariate(1 / delay) - 4
        day = due_on(car, last, not found) + timedelta(days=int(late) + missed * rng.randrange(4, 16))
        day = open_day(max(day, last + timedelta(days=12)))
        if day > until:
            break
        found.append(Visit(day, None, SERVICE, amount(rng, car, SERVICE, len(found)), missed))
        last = day
    return found


def planned(rng: Random, car: Car, last: date) -> list[Visit]:
    """Services that end exactly on ``last``, for the cars that show a certain rule; empty if there is no room."""
    days: list[date] = []
    day = last
    while day >= car.delivered + timedelta(days=60):
        days.append(day)
        months = interval(car, False)[0]
        day = open_day(add_months(day, -months) + timedelta(days=rng.randrange(-9, 4)))
    days.reverse()
    return [Visit(day, None, SERVICE, amount(rng, car, SERVICE, nth)) for nth, day in enumerate(days)]


def _others(rng: Random, car: Car, kind: str, every_days: float, until: date) -> list[Visit]:
    """Repairs or body work as they happen: at random, ``every_days`` days on average."""
    found: list[Visit] = []
    day = car.delivered + timedelta(days=6 + int(rng.expovariate(1 / every_days)))
    while (day := open_day(day)) <= until:
        found.append(Visit(day, None, kind, amount(rng, car, kind)))
        day += timedelta(days=6 + int(rng.expovariate(1 / every_days)))
    return found


def read_odometer(rng: Random, car: Car, visits: list[Visit]) -> None:
    """Write the readings: what the car has driven by then, never less than before, sometimes forgotten."""
    km = car.km_at_delivery
    for visit in visits:
        km = max(km, car.km_on(visit.day))
        visit.km = km if rng.random() > 0.012 else None


def history(rng: Random, car: Car, until: date) -> list[Visit]:
    """All visits of a car up to ``until``, by day; after an owner has gone, accidents bring a few back."""
    services = _services(rng, car, until)
    last = services[-1].day if services else car.delivered
    stay = until if (until - last).days < 300 else last + timedelta(days=40)
    others = _others(rng, car, REPAIR, 1_500, stay) + _others(rng, car, BODY, 2_000, stay)
    for visit in services:
        if rng.random() < 0.05:
            others.append(Visit(visit.day, None, REPAIR, amount(rng, car, REPAIR)))
    visits = sorted(services + others, key=lambda visit: visit.day)
    read_odometer(rng, car, visits)
    return visits
