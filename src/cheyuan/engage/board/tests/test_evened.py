"""CARE-10, CARE-16: what an even load would take, as a rule."""

from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.accounts.queries import Colleague
from cheyuan.engage.care.actions import Held, evened


def crew(count, **fields):
    return {n: Colleague(n, f"专员{n}", roles={"care_agent"}, **fields) for n in range(1, count + 1)}


def settled(held, moves, people):
    """The load of each person after the moves."""
    where = {one.id: one.holder for one in held} | {one.task_id: one.taker for one in moves}
    return {one: sum(holder == one for holder in where.values()) for one in people}


HELD = st.lists(st.tuples(st.sampled_from([None, 1, 2, 3, 4]), st.sampled_from(["", "insurance"])), max_size=60)


@given(HELD, st.integers(1, 4))
def test_care_16_one_role_ends_with_loads_that_differ_by_at_most_one(rows, count):
    people = crew(count)
    held = [
        Held(n, holder, "care_agent", "")
        for n, (holder, _skill) in enumerate(rows)
        if holder is None or holder <= count
    ]
    loads = {one: sum(row.holder == one for row in held) for one in people}
    moves = evened(held, people, loads)
    after = settled(held, moves, people)
    assert sum(after.values()) == len(held)
    assert max(after.values()) - min(after.values()) <= 1
    assert len({one.task_id for one in moves}) == len(moves)


@given(HELD, st.sets(st.sampled_from([1, 2, 3, 4])), st.sets(st.sampled_from([1, 2, 3, 4])))
def test_care_16_only_who_is_here_and_fits_gets_anything_and_nobody_ends_higher(rows, skilled, away):
    people = crew(4)
    for one in people.values():
        one.skills, one.away = ({"insurance"} if one.id in skilled else set()), one.id in away
    held = [Held(n, holder, "care_agent", skill) for n, (holder, skill) in enumerate(rows)]
    loads = {one: sum(row.holder == one for row in held) for one in people}
    moves = evened(held, people, loads)
    here = set(people) - away
    kinds = {one.id: one for one in held}
    for one in moves:
        assert one.giver == kinds[one.task_id].holder
        assert one.taker in here
        assert one.giver not in away
        if kinds[one.task_id].skill and skilled & here:
            assert one.taker in skilled
    after = settled(held, moves, people)
    if all(row.holder is not None for row in held):
        assert max(after.values(), default=0) <= max(loads.values(), default=0)


def test_care_16_who_is_away_keeps_the_work_and_what_a_leaver_left_is_given_out():
    people = crew(3)
    people[1].away = True
    held = [Held(n, 1, "care_agent", "") for n in range(6)] + [Held(10 + n, 99, "care_agent", "") for n in range(4)]
    moves = evened(held, people, {1: 6})
    assert {one.giver for one in moves} == {99}
    assert sorted(one.taker for one in moves) == [2, 2, 3, 3]
