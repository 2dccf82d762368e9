"""Random nasty owner books, the same for the same seed, crowded around one day."""

from dataclasses import replace
from datetime import date, datetime, time
from random import Random

from cheyuan.engage.care.tests.reference.days import days_in_month, month_end, plus_days
from cheyuan.engage.care.tests.reference.facts import (
    Book,
    Candidate,
    CarIn,
    Customer,
    Important,
    Interval,
    OwnRule,
    PersonIn,
    Policy,
    Reading,
    Reception,
    Vehicle,
    Visit,
)

STORES = (1, 2)
ENERGIES = ("ice", "ICE", "ev", "EV", "Ev", "phev", "PHEV", "hev", "unknown", "", None)
PRIVATE_USES = (None, "", "个人", "家用", "非营运", "private", "Private")
USES = (*PRIVATE_USES, "公司", "单位", "company", "营运", "operating", "OPERATING", "出租")
KINDS = ("保养", "保养", "service", "Service", "SERVICE", "维修", "repair", "钣喷", "Body", "", None)
BRANDS = ("比亚迪", "BYD", "byd", "Toyota", "", None)
MODELS = ("汉", "Han", "HAN", "Camry", "", None)
SERVICE_VALUES = ((3, 3_000, 4, 6_000), (7, 5_500, 12, 15_000), (12, 20_000, 18, 30_000))
ANCHORS = (
    *("delivered_on", "last_service_on", "service_due_on"),
    *("warranty_ends_on", "inspection_due_on", "insurance_ends_on"),
)
CHANGED: Policy = {
    "first_months": 5,
    "first_km": 4_000,
    "first_km_ev": 8_500,
    "months_ev": 9,
    "km": 7_500,
    "km_per_day": 50,
    "km_per_day_ev": 61,
    "km_per_day_least": 3,
    "km_per_day_most": 300,
    "pace_window_days": 500,
    "pace_least_days": 20,
    "spike_km": 900,
    "warranty_months": 48,
    "warranty_km": 80_000,
    "inspection_seats": 7,
    "inspection_past_days": 50,
    "r12_keep_days": 40,
    "r01_deadline_hours": 73,
    "r02_deadline_hours": 97,
    "r04_deadline_days": 12,
    "r01_keep_days": 5,
    "r05_after_days": 14,
    "r06_deadline_hours": 24,
    "r08a_until_months": 4,
    "r09_before_days": 10,
    "r10_before_km": 1_500,
    "r10_until_days": 11,
    "r12_before_days": 45,
    "r13_before_days": 75,
    "r25_deadline_days": 9,
    "r22_again_months": 5,
    "r22_keep_days": 12,
    "r22_deadline_days": 4,
    "r19_deadline_hours": 61,
    "r19_keep_days": 4,
    "r20_share": 45,
    "r20_after_days": 2,
}


class Maker:
    """Writes one book; `today` is where the trouble is densest."""

    def __init__(self, seed: int, today: date) -> None:
        self.rng = Random(seed)
        self.today = today
        self.book = Book(policies={2: dict(CHANGED)})
        self.more = Random(f"more {seed}")  # of its own, so that what is added here moves nothing else

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

    def customer(self, store: int, n: int) -> Customer:
        """A person or company; many have their birthday about now, some on 29 February."""
        birthday = None
        if self.some(0.9):
            day = self.near(1, 1) if self.some(0.4) else self.near(180, 180)
            year = self.rng.randint(1950, 2004)
            birthday = date(year, day.month, min(day.day, days_in_month(year, day.month)))
            if self.some(0.15):
                birthday = date(self.rng.choice((1964, 1988, 2000)), 2, 29)
        kind = self.rng.choice(("person",) * 7 + ("Person", "company", "COMPANY"))
        return Customer(store, n + 1, f"C{n:05d}", kind, birthday, self.some(0.12))

    def vehicle(self, store: int, n: int, owner: int | None) -> Vehicle:
        """A car with gaps in its papers."""
        delivered = None if self.some(0.05) else self.day_of_last_years()
        registered = None
        if self.some(0.6):
            registered = plus_days(delivered or self.near(2600, 0), self.rng.choice((0, 0, 1, 5, 30, -400)))
        return Vehicle(
            store_id=store,
            vehicle_id=n + 1,
            vin=f"LTEST{n - 1 if n % 20 == 0 and store == 2 else n:012d}",
            customer_id=owner,
            energy=self.rng.choice(ENERGIES),
            use=self.rng.choice(PRIVATE_USES if self.some(0.6) else USES),
            seats=self.rng.choice((None, 2, 5, 5, 5, 7, 9, 10, 19)),
            delivered_on=delivered,
            registered_on=registered,
            status=self.rng.choice(("active",) * 15 + ("Active", "sold", "SOLD", "written_off")),
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
            self.note(car, day, self.rng.choice((0, 800, 9_500, 40_000, None)), correction=True)

    def barely_inspected(self, car: Vehicle) -> Vehicle:
        """A private car whose recorded inspection is just within or beyond what still counts."""
        past = self.book.policy(car.store_id)["inspection_past_days"] + self.rng.randint(0, 2)
        registered = plus_days(self.today, self.rng.randint(0, 40) - self.rng.choice((730, 1461, 3653, 4018)))
        return replace(car, use="个人", seats=5, registered_on=registered, inspection_due=plus_days(self.today, -past))

    def on_the_edge(self, car: Vehicle, delivered: date) -> None:
        """Histories where one km or one day decides: pace window, spike, slowest pace, invitation by km."""
        policy, pick = self.book.policy(car.store_id), self.rng.randrange(5)
        latest = self.near(6, 0)
        start = max(delivered, plus_days(latest, -900))
        if pick == 0:
            high = policy["warranty_km"]
            self.note(car, plus_days(latest, -self.rng.randint(31, 400)), high - 25)
            self.note(car, latest, high - self.rng.randint(1, 24))
            return
        if pick == 4:
            self.note(car, plus_days(latest, -35), 500, correction=True)
            self.book.visits.append(Visit(car.store_id, car.vehicle_id, plus_days(latest, -5), None, "service", 19_201))
            self.note(car, latest, 500 + 35 * self.rng.choice((299, 301, 499, 501, 620)))
            return
        pace = self.rng.choice((60, 80, 100, 140))
        service = plus_days(self.today, self.rng.randint(-40, 50) - policy["km_ev" if self.some(0.3) else "km"] // pace)
        service = max(start, min(service, latest))
        base = 9_000 + (service - start).days * 30
        self.book.visits.append(Visit(car.store_id, car.vehicle_id, service, None, "保养", base))
        km = base + (latest - service).days * pace
        if pick == 1:
            for back in (0, 1):
                self.note(car, plus_days(latest, -policy["pace_window_days"] - back), 3_000 * (1 - back))
        if pick == 2:
            self.note(car, plus_days(service, 9), base + 9 * policy["spike_km"] + self.rng.randint(0, 1))
            self.note(car, plus_days(service, 10), base + 700)
        self.note(car, latest, km)

    def intervals(self) -> None:
        """Service values of some kinds of cars; hardly ever for all of a store."""
        for store in STORES:
            kinds = {}
            for _ in range(self.more.randint(0, 6)):
                brand, model = (
                    self.more.choice(("", None, "byd", "BYD", "Toyota")),
                    self.more.choice(("", "", "han", "CAMRY")),
                )
                energy = self.more.choice(("", None, "ice", "EV", "phev"))
                kinds[(brand or "").lower(), model.lower(), (energy or "").lower()] = (brand, model, energy)
            for key, (brand, model, energy) in kinds.items():
                if key != ("", "", "") or self.more.random() < 0.1:
                    values = self.more.choice(SERVICE_VALUES)
                    self.book.intervals.append(Interval(store, brand, model, energy, *values))

    def own_rules(self) -> None:
        """Rules of managers around each day that they may choose."""
        for n, anchor in enumerate(ANCHORS):
            opens = self.more.randint(-60, 60)
            closes = opens + self.more.randint(0, 40)
            deadline, marketing = self.more.randint(opens, closes + 10), self.more.random() < 0.3
            store = self.more.choice(STORES)
            self.book.own_rules.append(OwnRule(store, f"C{n + 1:02d}", anchor, opens, closes, deadline, marketing))

    def guests(self) -> None:
        """VIPs and key accounts, and a visitor book: people with and without cars, some on the same day, some tomorrow."""
        rng = Random(f"guests {self.rng.random()}")
        for c in self.book.customers:
            if rng.random() < 0.2:
                self.book.important.append(Important(c.store_id, c.customer_id))
        for n in range(len(self.book.customers)):
            c = rng.choice(self.book.customers)
            day = plus_days(self.today, rng.randint(-13, 2))
            at = datetime.combine(day, time(rng.randint(8, 20), rng.randrange(60), rng.randrange(60)))
            looks = rng.choice((True, True, True, False, None))
            self.book.receptions.append(Reception(c.store_id, 7 * n + rng.randint(1, 7), c.customer_id, day, at, looks))

    def offers(self) -> None:
        """Trade-in candidates: entered lately, half a year ago or tomorrow; some are none any more, some were twice."""
        rng = Random(f"offers {self.more.random()}")
        for v in self.book.vehicles:
            if rng.random() < 0.3:
                since = plus_days(
                    self.today, -rng.choice((0, 1, 29, 30, 31, 150, 153, 165, 181, 184, 210, 215, 400, -1))
                )
                until = rng.choice((None, None, plus_days(self.today, rng.randint(-1, 2))))
                until = None if until is not None and until <= since else until
                self.book.candidates.append(Candidate(v.store_id, v.vehicle_id, since, until, rng.randint(50, 100)))

    def members(self) -> None:
        """Some rules are for a segment only: of cars, of customers, or one to which nobody belongs."""
        rng = Random(f"members {self.more.random()}")
        for n, segment in enumerate((None, "S01", "life-new", "S02")):
            opens, anchor = rng.randint(-400, -100), rng.choice(("delivered_on", "inspection_due_on"))
            for store in STORES:
                rule = OwnRule(store, f"C{n + 20}", anchor, opens, opens + 600, opens, segment=segment)
                self.book.own_rules.append(rule)
        for v in self.book.vehicles:
            if rng.random() < 0.4:
                self.book.member_cars.append(CarIn(v.store_id, "S01", v.vehicle_id))
        for c in self.book.customers:
            if rng.random() < 0.4:
                self.book.member_people.append(PersonIn(c.store_id, "life-new", c.customer_id))

    def make(self, cars: int) -> Book:
        """The whole book: two stores, owners with none to several cars, some cars in both stores."""
        for n in range(int(cars * 0.7)):
            self.book.customers.append(self.customer(self.rng.choice(STORES), n))
        self.intervals()
        self.own_rules()
        owners = {s: [c.customer_id for c in self.book.customers if c.store_id == s] for s in STORES}
        for n in range(cars):
            store = self.rng.choice(STORES)
            owner = None if self.some(0.04) else self.rng.choice(owners[store])
            car = self.vehicle(store, n, owner)
            if self.some(0.1):
                car = self.barely_inspected(car)
            self.book.vehicles.append(car)
            if car.delivered_on is not None and self.some(0.15):
                self.on_the_edge(car, car.delivered_on)
            else:
                self.history(car)
        self.book.vehicles = [
            replace(v, brand=self.more.choice(BRANDS), model=self.more.choice(MODELS)) for v in self.book.vehicles
        ]
        self.book.visits = [
            replace(v, here=self.more.choice((None,) + (True,) * 6 + (False,))) for v in self.book.visits
        ]
        self.guests()
        self.offers()
        self.members()
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
