"""The random books are worth comparing on: every rule speaks up on nearly every day, and a seed is a seed."""

from collections import Counter

import pytest

from cheyuan.engage.care.tests.reference.books import STORES, awkward_days, make_book
from cheyuan.engage.care.tests.reference.facts import DEFAULTS
from cheyuan.engage.care.tests.reference.plan import tasks

RULES = {f"R{n:02d}" for n in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 17, 19, 20, 22, 25)} | {"R08a", "R08b"}

UNSEEN = {"opening_minute", "r14_deadline_minutes"}  # a greeting's deadline is never before the end of the next day


def test_care_04_the_same_seed_makes_the_same_book() -> None:
    day = awkward_days()[0]
    assert make_book(7, day) == make_book(7, day)
    assert make_book(7, day) != make_book(8, day)


def test_care_06_every_rule_has_tasks_on_at_least_25_of_30_days() -> None:
    days_with: Counter[str] = Counter()
    for seed, day in enumerate(awkward_days()):
        days_with.update({t.rule for t in tasks(make_book(seed, day), day) if t.rule.startswith("R")})
    assert len(set(awkward_days())) == 30
    assert set(days_with) == RULES
    assert min(days_with.values()) >= 25
    assert sum(days_with.values()) >= 540  # of 600 pairs of rule and day


def test_care_04_no_cycle_is_planned_twice() -> None:
    for seed, day in enumerate(awkward_days()):
        keys = [t[:4] for t in tasks(make_book(seed, day), day)]
        assert len(keys) == len(set(keys))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(DEFAULTS) - UNSEEN))
def test_care_04_the_books_notice_each_number_of_the_policies_off_by_one(name: str) -> None:
    """The control: were the engine to read a number wrongly by one, some book would show it."""
    for seed in range(120):
        day = awkward_days()[seed % 30]
        book = make_book(seed, day)
        right = tasks(book, day)
        book.policies = {store: {**book.policy(store), name: book.policy(store)[name] + 1} for store in STORES}
        if tasks(book, day) != right:
            return
    raise AssertionError(f"no book notices {name}")
