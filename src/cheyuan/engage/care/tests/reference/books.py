"""Random nasty owner books, the same for the same seed, crowded around one day."""

from datetime import date, datetime, time
from random import Random

from cheyuan.engage.care.tests.reference.days import days_in_month, month_end, plus_days
from cheyuan.engage.care.tests.reference.facts import Book, Customer, Policy, Reading, Vehicle, Visit

STORES = ("S1", "S2")
ENERGIES = ("ice", "ICE", "ev", "EV", "Ev", "phev", "PHEV", "hev", "unknown", "", None)
PRIVATE_USES = (None, "", "个人", "家用", "非营运", "private", "Private")
USES = (*PRIVATE_USES, "公司", "单位", "company", "营运", "operating", "OPERATING")
KINDS = ("保养", "保养", "service", "Service", "SERVICE", "维修", "repair", "钣喷", "Body")
CHANGED: Policy = {
    "first_months": 5,
    "first_km": 4_000,
    "first_months_electric": 8,
    "later_km": 7_500,
    "later_months_electric": 9,
    "km_per_day": 50,
    "km_per_day_electric": 61,
    "warranty_months": 48,
    "warranty_km": 80_000,
}


class Maker:
    """Writes one book; `today` is where the trouble is densest."""

    def __init__(self, seed: int, today: date) -> None:
        self.rng = Random(seed)
        self.today = today
        self.book = Book()

    def some(self, chance: float) -> bool:
        """True as often as `chance`."""
        return self.rng.random() < chance

    def near(self, back: int, ahead: int) -> date:
        """A day from `back` days before today to `ahead` days after."""
        return plus_days(self.today, self.rng.randint(-back, ahead))

    def day_of_last_years(self) -> date:
        """A delivery day: fresh, some months or years old, on awkward dates, now and then in the future."""
        pick = self.rng.randrange(8)
        if pick <= 1:
            return self.near(20, 0)
        if pick == 2:
            return self.near(100, 15)
        if pick == 3:
            return plus_days(self.near(5, 5), -self.rng.choice((59, 75, 75, 89, 92, 150, 172, 183, 184, 365)))
        day = self.near(2600, 0)
        if pick == 4:
            return month_end(day)
        if pick == 5:
            leap = day.year - day.year % 4
            return date(leap, 2, 29) if days_in_month(leap, 2) == 29 else day
        return day

    def customer(self, store: str, n: int) -> Customer:
        """A person or company; many have their birthday about now, some on 29 February."""
        birthday = None
        if self.some(0.9):
            day = self.near(1, 1) if self.some(0.4) else self.near(180, 180)
            year = self.rng.randint(1950, 2004)
            birthday = date(year, day.month, min(day.day, days_in_month(year, day.month)))
            if self.some(0.15):
                birthday = date(self.rng.choice((1964, 1988, 2000)), 2, 29)
        kind = "company" if self.some(0.2) else "person"
        return Customer(store, f"c{n}", f"C{n:05d}", kind, birthday, self.some(0.12))

    def vehicle(self, store: str, n: int, owner: str | None) -> Vehicle:
        """A car with gaps in its papers."""
        delivered = None if self.some(0.05) else self.day_of_last_years()
        registered = None
        if self.some(0.6):
            registered = plus_days(delivered or self.near(2600, 0), self.rng.choice((0, 0, 1, 5, 30, -400)))
        return Vehicle(
            store_id=store,
            vehicle_id=f"v{n}",
            vin=f"LTEST{n:012d}",
            customer_id=owner,
            energy=self.rng.choice(ENERGIES),
            use=self.rng.choice(PRIVATE_USES if self.some(0.6) else USES),
            seats=self.rng.choice((None, 2, 5, 5, 5, 7, 9, 10, 19)),
            delivered_on=delivered,
            registered_on=registered,
            status=self.rng.choice(("active",) * 16 + ("sold", "written_off")),
            warranty_end=self.near(45, 60) if self.some(0.25) else None,
            inspection_due=self.near(45, 75) if self.some(0.4) else None,
            insurance_expiry=self.near(20, 75) if self.some(0.5) else None,
            sold_here=self.some(0.8),
        )

    def last_visit_day(self, delivered: date) -> date:
        """Where the history ends: just now, about a service interval ago, or lapsed by 30 to 400 days."""
        interval = self.rng.choice((183, 183, 365))
        pick = self.rng.randrange(5)
        if pick == 0:
            day = self.near(12, 12)
        elif pick == 1:
            day = plus_days(self.near(40, 35), -interval)
        elif pick == 2:
            day = plus_days(self.today, -interval - self.rng.randint(25, 400))
        elif pick == 3:
            day = plus_days(self.near(-7, 15), -interval)
        else:
            day = self.near(400, 0)
        return max(day, plus_days(delivered, self.rng.randint(0, 40)))

    def visit(self, car: Vehicle, day: date, km: int | None) -> None:
        """One visit; its hour may be unknown."""
        at = None
        if self.some(0.6):
            at = datetime.combine(day, time(self.rng.randint(8, 23), self.rng.randrange(60), self.rng.randrange(60)))
        kind = self.rng.choice(KINDS)
        self.book.visits.append(Visit(car.store_id, car.vehicle_id, day, at, kind, km))

    def note(self, car: Vehicle, day: date, km: int | None, correction: bool = False) -> None:
        """One odometer note."""
        self.book.readings.append(Reading(car.store_id, car.vehicle_id, day, km, correction))

    def bent(self, km: int) -> int | None:
        """What was written down: mostly right, else missing, a digit too many, or going back."""
        pick = self.rng.randrange(20)
        if pick <= 1:
            return None
        if pick == 2:
            return km * 10
        if pick == 3:
            return km + self.rng.choice((3_000, 20_000, 45_000))
        if pick == 4:
            return max(0, km - self.rng.choice((1, 500, 5_000)))
        return km

    def history(self, car: Vehicle) -> None:
        """Visits and notes from delivery to the last visit, then disturbances."""
        if self.some(0.18):
            return
        start = car.delivered_on or self.near(900, 100)
        end = self.last_visit_day(start)
        pace = self.rng.choice((0.3, 8, 20, 27, 30, 35, 40, 54, 80, 140, 600))
        steps = self.rng.randint(1, 7)
        for n in range(1, steps + 1):
            day = plus_days(start, (end - start).days * n // steps)
            km = int((day - start).days * pace) + self.rng.randint(0, 90)
            if self.some(0.25):
                self.note(car, day, self.bent(km))
            else:
                self.visit(car, day, self.bent(km))
            if self.some(0.12):
                self.visit(car, day, self.bent(km))
        self.disturb(car, start, end, pace)

    def disturb(self, car: Vehicle, start: date, end: date, pace: float) -> None:
        """Rows before delivery or after today, spikes in pairs, corrections of the odometer."""
        if self.some(0.06):
            self.visit(car, plus_days(start, -self.rng.randint(1, 30)), self.rng.randint(0, 30_000))
        if self.some(0.15):
            self.visit(car, self.near(-1, 40), self.rng.randint(0, 90_000))
        if self.some(0.08):
            high = int((end - start).days * pace) + 90_000
            day = plus_days(end, -self.rng.randint(1, 60))
            for n in range(self.rng.randint(1, 2)):
                self.note(car, plus_days(day, n), high + n)
        if self.some(0.06):
            self.note(car, end, int((end - start).days * pace))
        for _ in range(self.rng.choice((0,) * 12 + (1, 1, 2))):
            day = self.rng.choice((end, start, plus_days(end, -self.rng.randint(0, 300))))
            self.note(car, day, self.rng.choice((0, 800, 9_500, 40_000)), correction=True)

    def make(self, cars: int) -> Book:
        """The whole book: two stores, owners with none to several cars, some cars in both stores."""
        for n in range(int(cars * 0.7)):
            self.book.customers.append(self.customer(self.rng.choice(STORES), n))
        owners = {s: [c.customer_id for c in self.book.customers if c.store_id == s] for s in STORES}
        for n in range(cars):
            store = self.rng.choice(STORES)
            owner = None if self.some(0.04) else self.rng.choice(owners[store])
            car = self.vehicle(store, n, owner)
            self.book.vehicles.append(car)
            self.history(car)
        self.book.policies["S2"] = dict(CHANGED)
        return self.book


def make_book(seed: int, today: date, cars: int = 160) -> Book:
    """A reproducible book of that many cars."""
    return Maker(seed, today).make(cars)


def awkward_days() -> list[date]:
    """Thirty days: leap days, month and year ends and first days, and common ones."""
    named = """
        2024-02-29 2028-02-29 2027-02-28 2026-02-28 2028-03-01 2025-03-01 2026-12-31 2027-01-01 2026-11-21 2026-11-22
        2024-12-31 2025-01-31 2025-04-30 2026-05-31 2026-06-30 2026-08-31 2024-03-31 2025-10-31 2026-09-30 2027-07-01
        2027-04-01 2028-08-29 2025-08-28 2026-08-29 2026-01-15 2026-10-18 2027-05-07 2025-06-13 2024-07-24 2028-12-02
    """
    return [date.fromisoformat(text) for text in named.split()]
