"""An owner book of any size, household by household: the same seed gives the same book, memory stays constant."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from cheyuan.kernel.dates import add_months
from cheyuan.site.demo import cars, cast, people, visits, words
from cheyuan.site.demo.cars import Car
from cheyuan.site.demo.chance import chance
from cheyuan.site.demo.people import Person
from cheyuan.site.demo.visits import Visit

COMPANIES = 0.025  # share of customers
YEARS = 5.0  # how far back most deliveries of a book reach, unless the number of visits asks for other
_PILOT = 3_000


@dataclass(slots=True)
class Household:
    """A customer with the cars and all their visits; ``rule`` names the care rule that its first car shows."""

    owner: Person
    cars: list[tuple[Car, list[Visit]]]
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """What a book is made from. ``visits`` (about) sets how long the history is; ``first`` moves the running numbers,

    so that several stores share none; ``city`` is where the store stands: most owners live there.
    """

    vehicles: int
    owners: int
    as_of: date
    seed: int = 1
    visits: int | None = None
    first: int = 0
    city: str = "广州"

    def __iter__(self) -> Iterator[Household]:
        """The households in order of their numbers."""
        asked = self.visits is not None and self.vehicles
        yield from self.households(years_for((self.visits or 0) / self.vehicles, self.as_of) if asked else YEARS)

    def households(self, years: float) -> Iterator[Household]:
        """The households when most deliveries reach back so many years."""
        car_no = self.first
        for number, count in enumerate(self._shares()):
            rng = chance(self.seed, self.first + number)
            yield self._household(rng, number, count, car_no, years)
            car_no += count

    def _shares(self) -> Iterator[int]:
        """How many cars each owner has; together exactly ``vehicles``, none negative."""
        rng, left = chance(self.seed, self.first), self.vehicles
        for number in range(self.owners):
            rest = self.owners - number
            if rest == 1:
                count = left
            elif cast.rule_of(number, self.owners):
                count = min(1, left)
            else:
                count = _share(rng, left, rest)
            left -= count
            yield count

    def _household(self, rng: Random, number: int, count: int, car_no: int, years: float) -> Household:
        rule = cast.rule_of(number, self.owners)
        no = self.first + number + 1
        city = self.city if rng.random() < 0.86 else rng.choice(words.CITY_NAMES)
        if rule is None and (count > 3 or rng.random() < COMPANIES):
            owner = people.company(rng, no, city)
        else:
            owner = people.person(rng, no, city, self.as_of)
        if rule:
            return self._shown(rng, rule, owner, car_no, count)
        fleet = [_car(rng, owner, car_no + nth, self.as_of, years) for nth in range(count)]
        return Household(owner, fleet)

    def _shown(self, rng: Random, rule: str, owner: Person, car_no: int, count: int) -> Household:
        """A household whose only car shows ``rule`` on ``as_of``: combustion, private, little driven."""
        part = cast.part(rule, self.as_of)
        owner.do_not_contact = False
        if part.birthday_today:
            owner.birthday = _born_today(rng, self.as_of)
        fleet = []
        for nth in range(count):
            car = cars.make(rng, car_no + nth, owner.cust_no, owner.city, part.delivered, "private", self.as_of)
            car = _cast_car(rng, car, part, car_no + nth, owner.city)
            found = visits.planned(rng, car, part.last_service) if part.last_service else []
            if part.other_visit:
                found.append(Visit(part.other_visit, None, visits.REPAIR, visits.amount(rng, car, visits.REPAIR)))
            visits.read_odometer(rng, car, found)
            if (self.as_of - car.delivered).days > 40:
                car.read_on = self.as_of
                car.read_km = car.km_on(self.as_of)
            fleet.append((car, found))
        return Household(owner, fleet, rule)


def _car(rng: Random, owner: Person, number: int, as_of: date, years: float) -> tuple[Car, list[Visit]]:
    """One car of an owner as chance has it, with its visits; few were sold or written off meanwhile."""
    car = cars.make(rng, number, owner.cust_no, owner.city, _delivered(rng, as_of, years), _use(rng, owner), as_of)
    until = as_of
    if (as_of - car.delivered).days > 700 and rng.random() < 0.035:
        car.status = "sold" if rng.random() < 0.85 else "written_off"
        until -= timedelta(days=rng.randrange(1, 500))
    found = visits.history(rng, car, until)
    _note_odometer(rng, car, found, until)
    return car, found


def _share(rng: Random, left: int, rest: int) -> int:
    """Cars of one owner when ``left`` cars are still to be shared by ``rest`` owners: few have many."""
    mean = left / rest
    if mean < 1:
        return 1 if rng.random() < mean else 0
    more = mean - 1
    if rng.random() < COMPANIES:
        count = 1 + int(0.4 * more / COMPANIES * 2 * rng.random())
    else:
        count = 1 + int(0.6 * more / (1 - COMPANIES) + rng.random())
    return max(0, min(count, left - rest + 1))


def _delivered(rng: Random, as_of: date, years: float) -> date:
    """A day of delivery: evenly over the years, with a tail of older cars."""
    reach = years * (1 if rng.random() < 0.88 else 2.2)
    return as_of - timedelta(days=int(reach * 365 * rng.random()))


def _use(rng: Random, owner: Person) -> str:
    if owner.is_company:
        return "operating" if rng.random() < 0.25 else "company"
    return "private" if rng.random() < 0.8 else ""


def _note_odometer(rng: Random, car: Car, found: list[Visit], until: date) -> None:
    """The odometer column of the book: a later note for some cars, the last visit's reading for most, else empty."""
    last = next((visit for visit in reversed(found) if visit.km is not None), None)
    luck = rng.random()
    if luck < 0.3 and (until - car.delivered).days > 40:
        car.read_on = until - timedelta(days=rng.randrange(0, 30))
        car.read_km = car.km_on(car.read_on)
        if last and last.km is not None and last.day > car.read_on:
            car.read_on, car.read_km = last.day, last.km
    elif last and luck < 0.9:
        car.read_on, car.read_km = last.day, last.km


def _born_today(rng: Random, as_of: date) -> date:
    """A birthday that is kept on ``as_of`` by people of 24 to 60; on a leap day by those born on one."""
    return add_months(as_of, -48 * rng.randrange(6, 15))


def _cast_car(rng: Random, car: Car, part: cast.Part, number: int, city: str) -> Car:
    model = rng.choice([one for one in cars.MODELS if one.energies == cars.ICE])
    return replace(
        car,
        model=model,
        energy="ice",
        vin=cars.vin_of(rng, model, car.model_year, number),
        plate=cars.plate_of(city, "ice", number),
        km_a_day=rng.uniform(18, 26),
        insurance=part.insurance or car.insurance,
        warranty=add_months(part.delivered, 36),
        registered=part.registered or car.registered,
        inspection=None if part.registered else car.inspection,
    )


@lru_cache(maxsize=16)
def years_for(visits_each: float, as_of: date) -> float:
    """Over how many years deliveries must reach for about ``visits_each`` visits a car: tried on a small pilot book."""
    pilot, years = Book(_PILOT, _PILOT * 7 // 8, as_of, seed=7), YEARS
    for _ in range(3):
        made = sum(len(found) for household in pilot.households(years) for _, found in household.cars)
        years = min(25.0, max(0.2, years * visits_each * _PILOT / max(1, made)))
    return years
