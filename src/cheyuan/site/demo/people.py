"""Invented people and companies. Their mobile numbers begin with 160 … 169 ranges that no operator serves."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cheyuan.site.demo import words

# Ranges of the numbering plan (YD/T) that are assigned to no operator: a mistaken call reaches nobody.
PHONE_RANGES = ("160", "161", "163", "164", "168", "169")
_RANGE = 100_000_000
_STEP = 61_803_399  # coprime to the range: neighbours get numbers that look unlike


@dataclass(slots=True)
class Person:
    """A customer of the book: ``kind`` person or company, ``gender`` M, F or empty, ``phone`` 11 digits."""

    cust_no: str
    name: str
    kind: str
    gender: str
    phone: str
    email: str
    birthday: date | None
    city: str
    address: str
    source: str
    do_not_contact: bool = False

    @property
    def is_company(self) -> bool:
        """Whether it is a company."""
        return self.kind == "company"


def phone(number: int) -> str:
    """The mobile number of the ``number``-th customer: unique up to 600 million, the same in every run."""
    block, place = divmod(number, _RANGE)
    return f"{PHONE_RANGES[(number + block) % len(PHONE_RANGES)]}{place * _STEP % _RANGE:08d}"


def name(rng: Random, female: bool) -> str:
    """An invented name: two or three characters, sometimes a double surname or a name with a dot."""
    luck = rng.random()
    if luck < 0.015:
        return rng.choice(words.MINORITY_FEMALE if female else words.MINORITY_MALE)
    surname = rng.choice(words.COMPOUND_SURNAMES if luck < 0.04 else words.SURNAMES)
    return surname + rng.choice(words.GIVEN_FEMALE if female else words.GIVEN_MALE)


def _birthday(rng: Random, as_of: date) -> date:
    """Between 19 and 75 years of age; a leap day now and then (one in 1,461 as in life, a few more to see the rule)."""
    day = as_of - timedelta(days=int(365.25 * min(75.0, 19 + rng.betavariate(2, 3.2) * 58)))
    if rng.random() < 0.002:
        return date(day.year - day.year % 4, 2, 29)
    return day


def address(rng: Random, city: str) -> str:
    """An invented street address in the city."""
    district = rng.choice(words.DISTRICTS[city])
    return f"{city}市{district}区{rng.choice(words.STREETS)}{rng.randrange(1, 999)}号"


def company(rng: Random, number: int, city: str) -> Person:
    """An invented company; (演示) in its name says so."""
    name = f"{city}{rng.choice(words.COMPANY_NAMES)}{rng.choice(words.COMPANY_TRADES)}（演示）{rng.choice(words.COMPANY_FORMS)}"
    no = f"C{number:07d}"
    mail = f"{no.lower()}@example.com"
    return Person(
        no, name, "company", "", phone(number), mail, None, city, address(rng, city), rng.choice(words.SOURCES)
    )


def person(rng: Random, number: int, city: str, as_of: date) -> Person:
    """An invented private customer as known on ``as_of``; one in four has left a mail address."""
    female = rng.random() < 0.44
    no = f"C{number:07d}"
    return Person(
        cust_no=no,
        name=name(rng, female),
        kind="person",
        gender="F" if female else "M",
        phone=phone(number),
        email=f"{no.lower()}@example.com" if rng.random() < 0.25 else "",
        birthday=_birthday(rng, as_of) if rng.random() < 0.96 else None,
        city=city,
        address=address(rng, city),
        source=rng.choice(words.SOURCES),
        do_not_contact=rng.random() < 0.012,
    )
