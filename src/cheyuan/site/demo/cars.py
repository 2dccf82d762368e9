"""Invented makers and cars: VINs with the right check digit, plates in the form of GA 36, the dates that care depends on."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cheyuan.kernel import vin
from cheyuan.kernel.dates import add_months
from cheyuan.site.demo import words

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # of plates: without I and O
_SIGNS = "0123456789" + _LETTERS
_VIN_SIGNS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
_VIN_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
_ORDINARY = 1_776_000  # plates of an office with one letter in any place, or two in front
_GREEN = 340_000  # new-energy plates behind one kind letter


@dataclass(frozen=True, slots=True)
class Model:
    """A model on sale: its energies (repeated by their share), seats, and how dear its workshop visits are (percent)."""

    brand: str
    wmi: str
    name: str
    energies: tuple[str, ...]
    seats: int
    dear: int


def _line(brand: str, wmi: str, *models: tuple[str, tuple[str, ...], int, int]) -> list[Model]:
    return [Model(brand, wmi, *one) for one in models]


ICE, MIXED, PLUG, EV = ("ice",), ("ice", "ice", "ice", "hev"), ("phev", "phev", "ev"), ("ev",)
MODELS = (
    *_line("云驰", "LZB", ("E1", EV, 5, 60), ("E3", EV, 5, 80), ("E5", EV, 5, 100), ("E7", EV, 7, 130)),
    *_line("启辰星", "LZA", ("S3", ICE, 5, 70), ("S5", MIXED, 5, 90), ("S7", ICE, 5, 120), ("S9", MIXED, 7, 160)),
    *_line("北岭", "LZC", ("X2", ICE, 5, 75), ("X4", MIXED, 5, 95), ("X6", ICE, 5, 125), ("X8", ICE, 7, 170)),
    *_line("海悦", "LZD", ("H1", ICE, 5, 65), ("H3", MIXED, 5, 85), ("H5", PLUG, 5, 110), ("M6", PLUG, 7, 140)),
)


@dataclass(slots=True)
class Car:
    """One car of the book. ``km_a_day`` is what it truly drives; dates that are None are empty cells of the book."""

    vin: str
    plate: str
    cust_no: str
    model: Model
    trim: str
    colour: str
    model_year: int
    energy: str
    delivered: date
    registered: date | None
    use: str
    status: str
    km_a_day: float
    km_at_delivery: int
    insurance: date | None = None
    warranty: date | None = None
    inspection: date | None = None
    read_km: int | None = None
    read_on: date | None = None

    def km_on(self, day: date) -> int:
        """The true odometer on a day, km."""
        return self.km_at_delivery + int(self.km_a_day * (day - self.delivered).days)


def vin_of(rng: Random, model: Model, model_year: int, number: int) -> str:
    """A VIN with its check digit; unique by ``number`` (below 23 million) within the maker."""
    plant, serial = divmod(number, 1_000_000)
    described = "".join(rng.choices(_VIN_SIGNS, k=5))
    year = _VIN_YEARS[(model_year - 1980) % 30]
    return vin.with_check_digit(f"{model.wmi}{described}0{year}{_VIN_SIGNS[10 + plant]}{serial:06d}")


def _ordinary(place: int) -> str:
    """The ``place``-th ordinary sequence: one letter and four digits in any order, then two letters and three digits."""
    if place < 1_200_000:
        where, rest = divmod(place, 240_000)
        letter, digits = divmod(rest, 10_000)
        text = f"{digits:04d}"
        return text[:where] + _LETTERS[letter] + text[where:]
    pair, digits = divmod(place - 1_200_000, 1_000)
    return _LETTERS[pair // 24] + _LETTERS[pair % 24] + f"{digits:03d}"


def plate_of(city: str, energy: str, number: int) -> str:
    """The plate of the ``number``-th car; unique in its city up to 1.7 million cars. Green plates for ev and phev."""
    if energy in ("ev", "phev"):
        kind, place = divmod(number, _GREEN)
        second, digits = divmod((place + 71_234) * 120_011 % _GREEN, 10_000)
        return f"{words.CITIES[city]}{('DABCE' if energy == 'ev' else 'FGHJK')[kind % 5]}{_SIGNS[second]}{digits:04d}"
    return words.CITIES[city] + _ordinary((number + 712_345) * 1_000_003 % _ORDINARY)


def next_anniversary(day: date, as_of: date) -> date:
    """The first yearly return of ``day`` that is not before ``as_of``."""
    years = max(1, as_of.year - day.year)
    found = add_months(day, 12 * years)
    return found if found >= as_of else add_months(day, 12 * (years + 1))


def next_inspection(registered: date, as_of: date) -> date:
    """The next statutory inspection of a private small car: years 2, 4, 6, 8, 10, then every year."""
    for year in (2, 4, 6, 8, 10):
        if (due := add_months(registered, 12 * year)) >= as_of:
            return due
    return next_anniversary(registered, as_of)


def _daily_km(rng: Random, use: str) -> float:
    if use == "operating":
        return rng.uniform(120, 320)
    return min(150.0, max(4.0, rng.lognormvariate(3.5, 0.45)))


def _paper_dates(rng: Random, car: Car, as_of: date) -> None:
    """Insurance, warranty and inspection as a store has them on file: mostly there, some empty, some stale."""
    luck, since = rng.random(), car.registered or car.delivered
    if luck < 0.92:
        car.insurance = next_anniversary(car.delivered, as_of)
        if luck > 0.84:
            car.insurance = add_months(car.insurance, -12)
    luck = rng.random()
    if luck < 0.78:
        car.warranty = add_months(car.delivered, 60 if luck < 0.08 else 36)
    if rng.random() < 0.55 and car.use in ("private", ""):
        car.inspection = next_inspection(since, as_of)


def make(rng: Random, number: int, cust_no: str, city: str, delivered: date, use: str, as_of: date) -> Car:
    """The ``number``-th car of the book, delivered on a day, with the papers known on ``as_of``."""
    model = MODELS[rng.randrange(len(MODELS))]
    energy = rng.choice(model.energies)
    year = delivered.year + (1 if delivered.month > 9 and rng.random() < 0.3 else 0) - (rng.random() < 0.15)
    registered = min(as_of, delivered + timedelta(days=rng.randrange(0, 13))) if rng.random() < 0.9 else None
    car = Car(
        vin=vin_of(rng, model, year, number),
        plate=plate_of(city, energy, number),
        cust_no=cust_no,
        model=model,
        trim=rng.choice(words.TRIMS),
        colour=rng.choice(words.COLOURS),
        model_year=year,
        energy=energy,
        delivered=delivered,
        registered=registered,
        use=use,
        status="active",
        km_a_day=_daily_km(rng, use),
        km_at_delivery=rng.randrange(3, 40),
    )
    _paper_dates(rng, car, as_of)
    return car
