"""Planted faults: ``n`` of each kind spread over a book, each known by sheet and row, to see that an import names them all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cheyuan.site.demo.book import Household
from cheyuan.site.demo.chance import chance
from cheyuan.site.demo.rows import COLUMNS, Row, of

Rows = list[tuple[str, Row]]
_AT = {sheet: {name: place for place, name in enumerate(names)} for sheet, names in COLUMNS.items()}


@dataclass(slots=True)
class Planted:
    """One fault by its place among the household's rows; ``follows`` are places that fall with it (its cars, their visits)."""

    place: int
    kind: str
    follows: list[int]


def _first(rows: Rows, sheet: str) -> int | None:
    return next((place for place, (name, _) in enumerate(rows) if name == sheet), None)


def _put(sheet: str, column: str, change: Callable[[str], str | int]) -> Callable[[Rows, date], int | None]:
    """A fault that changes one cell of the household's first row of a sheet; None if there is no such row."""

    def plant(rows: Rows, as_of: date) -> int | None:
        place = _first(rows, sheet)
        if place is not None:
            row, at = rows[place][1], _AT[sheet][column]
            row[at] = change(str(row[at]))
        return place

    return plant


def _future(rows: Rows, as_of: date) -> int | None:
    return _put("services", "visited_on", lambda _: (as_of + timedelta(days=400)).isoformat())(rows, as_of)


def _twice(rows: Rows, as_of: date) -> int | None:
    """The same VIN once more, for a customer number of another: the second row is the wrong one."""
    place = _first(rows, "vehicles")
    if place is None or not str(rows[0][1][0])[1:].isdigit() or int(str(rows[0][1][0])[1:]) < 2:
        return None
    other = list(rows[place][1])
    other[_AT["vehicles"]["cust_no"]] = f"C{int(str(rows[0][1][0])[1:]) - 1:07d}"
    rows.append(("vehicles", other))
    return len(rows) - 1


def _odometer_back(rows: Rows, as_of: date) -> int | None:
    """A later visit that reads half of what the car had before."""
    last = len(rows) - 1
    sheet, row = rows[last]
    day_at, km_at = _AT["services"]["visited_on"], _AT["services"]["mileage_km"]
    if sheet != "services" or not row[km_at] or int(row[km_at]) < 2_000 or str(row[day_at]) >= as_of.isoformat():
        return None
    worse = list(row)
    worse[day_at] = (date.fromisoformat(str(row[day_at])) + timedelta(days=1)).isoformat()
    worse[km_at] = int(row[km_at]) // 2
    rows.append(("services", worse))
    return last + 1


def _stranger(rows: Rows, as_of: date) -> int | None:
    """A visit of a car that the book does not have."""
    place = _first(rows, "services")
    if place is None:
        return None
    row = list(rows[place][1])
    row[0] = "LZZ" + str(row[0])[3:]
    rows.append(("services", row))
    return len(rows) - 1


KINDS: dict[str, Callable[[Rows, date], int | None]] = {
    "name_missing": _put("customers", "name", lambda _: ""),
    "phone_short": _put("customers", "phone", lambda text: text[:8]),
    "formula": _put("customers", "address", lambda text: f'=HYPERLINK("http://example.com","{text}")'),
    "birthday_future": _put("customers", "birthday", lambda _: "2999-01-01"),
    "plate_bad": _put("vehicles", "plate", lambda text: "X" + text[:3]),
    "vin_short": _put("vehicles", "vin", lambda text: text[:-2]),
    "vin_letter_o": _put("vehicles", "vin", lambda text: text[:4] + "O" + text[5:]),
    "vin_twice_other_owner": _twice,
    "owner_unknown": _put("vehicles", "cust_no", lambda _: "C9999999"),
    "date_nonsense": _put("vehicles", "delivery_date", lambda text: text[:4] + "-13-45"),
    "date_future": _put("vehicles", "delivery_date", lambda text: f"29{text[2:8]}01"),
    "visit_future": _future,
    "amount_nonsense": _put("services", "amount_fen", lambda _: "约三百"),
    "vin_unknown": _stranger,
    "odometer_back": _odometer_back,
}


def _followers(rows: Rows, place: int) -> list[int]:
    """The rows that cannot be taken because row ``place`` is not: a customer's cars and visits, a car's visits."""
    sheet, row = rows[place]
    if sheet == "customers":
        return [n for n in range(len(rows)) if n != place]
    if sheet == "vehicles" and place == _first(rows, "vehicles"):
        visits = [n for n, (name, _) in enumerate(rows) if name == "services"]
        first_vin = next((str(rows[n][1][0]) for n in visits), "")
        own = first_vin[-4:] == str(row[0])[-4:] or first_vin[:-2] == str(row[0])
        return [n for n in visits if own and str(rows[n][1][0]) == first_vin]
    return []


def spread(
    households: Iterable[Household], owners: int, count: int, seed: int, as_of: date
) -> Iterator[tuple[Rows, Planted | None]]:
    """The rows of each household, ``count`` faults of every kind among them, at most one a household.

    ValueError at the end when the book was too small to hold them all.
    """
    rng = chance(seed, count)
    wanted = [kind for kind in KINDS for _ in range(count)]
    rng.shuffle(wanted)
    places = sorted(rng.sample(range(owners), min(len(wanted), owners)), reverse=True)
    for number, household in enumerate(households):
        rows = list(of(household))
        planted = None
        if wanted and (not places or number >= places[-1]):
            planted = _plant_one(rows, wanted, as_of)
            if planted and places:
                places.pop()
        yield rows, planted
    if wanted:
        raise ValueError(f"the book is too small for {count} faults of each kind: {len(wanted)} left")


def _plant_one(rows: Rows, wanted: list[str], as_of: date) -> Planted | None:
    """Plant the first wanted kind that this household can carry, and strike it off."""
    for nth, kind in enumerate(wanted):
        if nth > 40:
            return None
        place = KINDS[kind](rows, as_of)
        if place is not None:
            wanted.pop(nth)
            return Planted(place, kind, _followers(rows, place))
    return None
