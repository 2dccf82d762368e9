"""A year of life (PLT-51): past contacts follow from the visits, keep the rules of the house, and repeat by seed."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from cheyuan.kernel.calendar import next_allowed, part_of
from cheyuan.kernel.clock import SHANGHAI, moment
from cheyuan.site.demo.book import Household
from cheyuan.site.demo.life import Life
from cheyuan.site.demo.past import life
from cheyuan.site.demo.world import world

AS_OF = date(2026, 11, 21)
MISSED = ("no_answer", "switched_off")


def lives(seed: int) -> Iterator[tuple[Household, Life]]:
    store = world(seed=seed, groups=1, stores=1, owners=900, as_of=AS_OF).groups[0].stores[0]
    team: dict[str, list[str]] = {}
    for worker in store.staff:
        team.setdefault(worker.posts[0].role, []).append(worker.login)
    for household in store.book(seed, AS_OF):
        yield household, life(household, team, AS_OF, seed)


@pytest.fixture(scope="module")
def told() -> list[tuple[Household, Life]]:
    return list(lives(4))


def test_plt_51_the_same_seed_tells_the_same_life(told: list[tuple[Household, Life]]) -> None:
    assert [one for _, one in lives(4)] == [one for _, one in told]


def test_care_04_no_cycle_is_told_twice_nor_reaches_into_today(told: list[tuple[Household, Life]]) -> None:
    keys = [(task.rule, task.vin, task.cycle) for _, one in told for task in one.tasks]
    assert len(keys) == len(set(keys)) > 900
    for _, one in told:
        for task in one.tasks:
            assert task.opens_on <= task.closed_at.astimezone(SHANGHAI).date() < AS_OF
            assert task.calls[-1].at == task.closed_at


def test_care_13_three_attempts_on_three_days_in_three_parts(told: list[tuple[Household, Life]]) -> None:
    failed = [task for _, one in told for task in one.tasks if task.state == "failed"]
    assert failed
    for task in failed:
        assert len(task.calls) == 3
        assert len({call.at.astimezone(SHANGHAI).date() for call in task.calls}) == 3
        assert len({part_of(call.at) for call in task.calls}) == 3
    for _, one in told:
        for task in one.tasks:
            assert all(call.outcome in MISSED for call in task.calls[:-1])
            assert (task.calls[-1].outcome in MISSED) == (task.state == "failed")
            assert all(next_allowed(call.at) == call.at for call in task.calls)


def test_care_17_booked_visits_are_the_visits_of_the_book(told: list[tuple[Household, Life]]) -> None:
    slips = 0
    for household, one in told:
        days = {(car.vin, visit.day) for car, visits in household.cars for visit in visits}
        for slip in one.slips:
            slips += 1
            assert slip.asked_at < slip.at < moment(AS_OF)
            assert slip.state == "missed" or (slip.vin, slip.at.astimezone(SHANGHAI).date()) in days
    assert slips > 200


def test_plt_51_there_is_something_true_to_show(told: list[tuple[Household, Life]]) -> None:
    outcomes = Counter(call.outcome for _, one in told for task in one.tasks for call in task.calls)
    assert {"booked", "will_come", "no_answer", "switched_off", "refused", "done_elsewhere", "complaint"} <= set(
        outcomes
    )
    rules = {task.rule for _, one in told for task in one.tasks}
    assert {"R01", "R02", "R05", "R06", "R08b", "R09", "R17"} <= rules
    states = Counter(slip.state for _, one in told for slip in one.slips)
    assert states["came"] > states["missed"] > 0
    assert any(one.manner.avoid for _, one in told)
    assert any(one.manner.preferred_time for _, one in told)
    assert {remark.kind for _, one in told for remark in one.remarks} == {"note", "promise"}
    kept = [remark.kept_at for _, one in told for remark in one.remarks if remark.kind == "promise"]
    assert None in kept
    assert any(isinstance(at, datetime) for at in kept)
    assert any(one.held for _, one in told)


def test_care_08_who_refused_gets_no_held_message(told: list[tuple[Household, Life]]) -> None:
    for household, one in told:
        refused = {said.channel for said in one.consents if said.purpose == "marketing" and not said.given}
        assert not [message for message in one.held if message.purpose == "marketing" and message.channel in refused]
        if household.owner.do_not_contact:
            assert not [said for said in one.consents if said.given]
        assert all(message.at > moment(AS_OF) - timedelta(days=40) for message in one.held)
