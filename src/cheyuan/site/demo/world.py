"""An invented world as plain data: groups, regions, stores, staff, partners, and the book of each store. No database here."""

from dataclasses import asdict, dataclass
from datetime import date, time
from random import Random
from typing import Any

from cheyuan.kernel.money import allocate
from cheyuan.site.demo import people, staff, words
from cheyuan.site.demo.book import Book
from cheyuan.site.demo.chance import chance
from cheyuan.site.demo.staff import Worker

GROUP_NAMES = ("车缘汽车集团", "云途汽车集团", "远帆汽车集团", "山海汽车集团", "星野汽车集团")
REGIONS = {"华南": ("广州", "深圳", "佛山", "东莞", "厦门"), "华东": ("杭州", "宁波", "苏州", "南京", "上海", "青岛")}
REGIONS |= {"华北": ("北京", "郑州", "西安"), "中西": ("武汉", "成都", "重庆", "长沙")}
CITY_CODES = dict(
    zip(words.CITY_NAMES, "gz sz fs dg hz nb su nj sh bj wh zz xa cd cq cs qd xm".split(), strict=True)  # noqa: SIM905
)
ON_FILE_TWICE = 4
PARTNER_KINDS = (
    ("insurer", "星河财产保险（演示）"),
    ("finance", "云桥汽车金融（演示）"),
    ("rescue", "极速道路救援（演示）"),
)


@dataclass(frozen=True, slots=True)
class Region:
    """Some stores of a group."""

    name: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A company that the group works with: insurer, finance or rescue."""

    kind: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Store:
    """One store: where it is, when it is open (every day of the week), its people and the numbers of its book."""

    code: str
    name: str
    region: str
    city: str
    address: str
    phone: str
    opens: time
    closes: time
    lunch: tuple[time, time]
    departments: dict[str, str]
    staff: tuple[Worker, ...]
    owners: int
    vehicles: int
    first: int

    @property
    def twice(self) -> int:
        """How many of the owners are people who are on file a second time: none in a very small store."""
        return ON_FILE_TWICE if self.owners >= 5 * ON_FILE_TWICE else 0

    def book(self, seed: int, as_of: date) -> Book:
        """The store's owner book, second files left out; shares no number with any other store of the world."""
        return Book(self.vehicles, self.owners - self.twice, as_of, seed, None, self.first, self.city)


@dataclass(frozen=True, slots=True)
class Group:
    """A dealer group: groups share nothing."""

    code: str
    name: str
    regions: tuple[Region, ...]
    stores: tuple[Store, ...]
    staff: tuple[Worker, ...]
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Everything a seed makes; ``password`` opens every login of it."""

    seed: int
    as_of: date
    password: str
    groups: tuple[Group, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values: dates and times as ISO text."""
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        return plain

    def workers(self) -> list[Worker]:
        """Every member of staff, group by group."""
        return [
            worker
            for group in self.groups
            for worker in (*group.staff, *(one for store in group.stores for one in store.staff))
        ]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _place(number: int) -> tuple[str, str, int]:
    """City, district and round of the ``number``-th store of a group: a store in each district before a second."""
    places = [
        (city, place)
        for rank in range(5)
        for city in words.CITY_NAMES
        for place in words.DISTRICTS[city][rank : rank + 1]
    ]
    around, at = divmod(number, len(places))
    return (*places[at], around)


def _region(city: str) -> str:
    return next(name for name, cities in REGIONS.items() if city in cities)


def _store_code(number: int) -> str:
    """Letters of the city and two or three digits: gz01, sz01, … gz02: unique in the world by its running number."""
    return f"{CITY_CODES[_place(number)[0]]}{number + 1:02d}"


def _store(
    rng: Random, number: int, group: int, owners: int, first: int, sisters: tuple[str, ...], as_of: date
) -> Store:
    city, district, around = _place(number)
    code = _store_code(number)
    brand = GROUP_NAMES[group % len(GROUP_NAMES)][:2]
    return Store(
        code=code,
        name=f"{brand}{district}{'' if not around else f'第{around + 1}'}店",
        region=_region(city),
        city=city,
        address=f"{city}市{district}区{rng.choice(words.STREETS)}{rng.randrange(1, 400)}号",
        phone=f"400{900_0000 + number}",
        opens=time(8, 30),
        closes=time(18),
        lunch=(time(12), time(14)),
        departments=dict(staff.DEPARTMENTS),
        staff=tuple(staff.of_store(rng, code, sisters, as_of)),
        owners=owners,
        vehicles=owners + owners // 8,
        first=first,
    )


def world(*, seed: int, groups: int, stores: int, owners: int, as_of: date) -> World:
    """A world of ``groups`` groups with ``stores`` stores and ``owners`` owners in all, spread unevenly as in life.

    At least one group, and one store each. The same numbers give the same world.
    """
    groups = max(1, groups)
    stores = max(groups, stores)
    rng = chance(seed, groups, stores, owners)
    shares = allocate(owners, [rng.randrange(7, 14) for _ in range(stores)])
    made, first, number = [], 0, 0
    for nth in range(groups):
        numbers = range(number, number + stores // groups + (nth < stores % groups))
        number = numbers.stop
        members = []
        for place in numbers:
            sisters = (_store_code(place + 1),) if place == numbers.start and place + 1 in numbers else ()
            members.append(_store(chance(seed, place), place, nth, shares[place], first, sisters, as_of))
            first += members[-1].vehicles + 1
        made.append(_group(chance(seed, nth, 1), nth, tuple(members), as_of))
    return World(seed, as_of, staff.PASSWORD, tuple(made))


def _group(rng: Random, nth: int, members: tuple[Store, ...], as_of: date) -> Group:
    code = "cheyuan" if nth == 0 else f"group{nth + 1}"
    brand = GROUP_NAMES[nth % len(GROUP_NAMES)]
    name = f"{brand}（演示{'' if nth < len(GROUP_NAMES) else nth + 1}）"
    regions = tuple(Region(one) for one in dict.fromkeys(store.region for store in members))
    partners = tuple(
        Partner(kind, title, people.phone(400_000_000 + nth * 10 + n)) for n, (kind, title) in enumerate(PARTNER_KINDS)
    )
    return Group(code, name, regions, members, tuple(staff.of_group(rng, code, as_of)), partners)
