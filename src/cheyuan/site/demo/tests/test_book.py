"""The demo book (PLT-51): reproducible, streamed, valid by PPL-02 and PPL-03, with subjects for every care rule."""

import tracemalloc
from datetime import date, timedelta
from pathlib import Path

import pytest

from cheyuan.kernel import phone, plate, vin
from cheyuan.kernel.calendar import spring_festival
from cheyuan.site.demo import cast, words
from cheyuan.site.demo.book import Book, Household
from cheyuan.site.demo.people import PHONE_RANGES
from cheyuan.site.demo.tests import reference
from cheyuan.site.demo.write import write

AS_OF = date(2026, 11, 21)


@pytest.fixture(scope="module")
def households() -> list[Household]:
    return list(Book(vehicles=1_700, owners=1_500, as_of=AS_OF, seed=5))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_plt_51_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        write(tmp_path / name, vehicles=300, owners=260, as_of=AS_OF, seed=seed, faults=2)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "again")
    assert bytes_of(tmp_path / "one") != bytes_of(tmp_path / "other")


def test_plt_51_the_book_has_the_size_asked_for(tmp_path: Path) -> None:
    written = write(tmp_path, vehicles=4_000, owners=3_500, visits=15_600, as_of=AS_OF, seed=3)
    assert (written.customers, written.vehicles) == (3_500, 4_000)
    assert abs(written.services - 15_600) < 1_200
    assert len((tmp_path / "services.csv").read_text().splitlines()) == written.services + 1


@pytest.mark.parametrize(("vehicles", "owners"), [(0, 0), (0, 5), (1, 1), (40, 100), (500, 60)])
def test_plt_51_any_size_is_kept_exactly(vehicles: int, owners: int) -> None:
    made = list(Book(vehicles, owners, AS_OF))
    assert (len(made), sum(len(one.cars) for one in made)) == (owners, vehicles)


def test_plt_51_a_book_of_any_size_is_streamed() -> None:
    first = next(iter(Book(vehicles=10**9, owners=9 * 10**8, as_of=AS_OF)))
    assert first.cars
    peaks = []
    for owners in (300, 2_000):
        tracemalloc.start()
        for _ in Book(owners, owners, AS_OF):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 200_000


def test_plt_51_two_stores_share_no_car_and_no_number() -> None:
    books = [Book(200, 150, AS_OF, seed=1, first=first, city="广州") for first in (0, 10_000)]
    numbers = [
        {one.owner.cust_no for one in book}
        | {one.owner.phone for one in book}
        | {value for one in book for car, _ in one.cars for value in (car.vin, car.plate)}
        for book in books
    ]
    assert not numbers[0] & numbers[1]


def test_ppl_02_vins_plates_and_phones_are_valid_and_nobodys(households: list[Household]) -> None:
    fleet = [car for one in households for car, _ in one.cars]
    for car in fleet:
        assert vin.clean(car.vin) == car.vin
        assert vin.check_digit_ok(car.vin)
        assert vin.model_year(car.vin, AS_OF.year + 1) == car.model_year
        assert plate.clean(car.plate) == car.plate
        assert plate.new_energy(car.plate) == (car.energy in ("ev", "phev"))
    for one in households:
        assert phone.clean(one.owner.phone) == one.owner.phone
        assert one.owner.phone.startswith(PHONE_RANGES)
    for values in ([car.vin for car in fleet], [car.plate for car in fleet], [one.owner.phone for one in households]):
        assert len(set(values)) == len(values)


def test_ppl_03_odometers_only_go_forward_at_the_cars_own_pace(households: list[Household]) -> None:
    for one in households:
        for car, visits in one.cars:
            read = [visit for visit in visits if visit.km is not None]
            assert [visit.day for visit in visits] == sorted(visit.day for visit in visits)
            assert [visit.km for visit in read] == sorted(visit.km or 0 for visit in read)
            assert all(car.delivered <= visit.day <= AS_OF for visit in visits)
            assert all(abs((visit.km or 0) - car.km_on(visit.day)) <= 1 for visit in read)
            if car.read_on and car.read_km is not None:
                assert car.read_on <= AS_OF
                assert car.read_km >= max([visit.km or 0 for visit in read], default=0)


def test_ppl_01_people_are_as_varied_as_life(households: list[Household]) -> None:
    owners = [one.owner for one in households]
    names = [owner.name for owner in owners]
    assert any(name.startswith(words.COMPOUND_SURNAMES) for name in names)
    assert any("·" in name for name in names)
    assert any(len(name) == 2 for name in names)
    assert {owner.kind for owner in owners} == {"person", "company"}
    assert all("演示" in owner.name for owner in owners if owner.is_company)
    assert any(owner.birthday and (owner.birthday.month, owner.birthday.day) == (2, 29) for owner in owners)
    assert any(owner.do_not_contact for owner in owners)
    assert any(len(one.cars) > 3 and one.owner.is_company for one in households)


def test_plt_51_the_workshop_keeps_the_spring_festival(households: list[Household]) -> None:
    days = {visit.day for one in households if not one.rule for _, visits in one.cars for visit in visits}
    assert not [day for day in days if -1 <= (day - spring_festival(day.year)).days <= 2]


@pytest.mark.parametrize("as_of", [AS_OF, date(2026, 8, 31), date(2028, 2, 29), date(2027, 3, 1)])
@pytest.mark.parametrize("owners", [30, 800])
def test_plt_51_every_care_rule_has_subjects(as_of: date, owners: int) -> None:
    shown: set[str] = set()
    for household in Book(owners + 4, owners, as_of, seed=owners):
        found = reference.rules(household, as_of)
        shown |= found
        assert household.rule is None or household.rule in found, household.rule
    assert shown >= set(cast.RULES)


def test_plt_51_customers_lapse_as_in_life(households: list[Household]) -> None:
    counts: dict[str, int] = {}
    for one in households:
        for rule in reference.rules(one, AS_OF):
            counts[rule] = counts.get(rule, 0) + 1
    assert 30 < counts["R09"] < 500
    assert 10 < counts["R25"] < 300
    assert 20 < counts["lost"] < 500
    assert AS_OF - timedelta(days=20) < max(car.delivered for one in households for car, _ in one.cars) <= AS_OF
