"""CARE-16: which calls are drawn and what marks come to, as rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.engage.audits.drawing import drawn, wanted
from cheyuan.engage.audits.scoring import SHIPPED, Criterion, verdict
from cheyuan.engage.audits.tests.conftest import OCTOBER
from cheyuan.kernel.errors import Refused

TASKS = st.sets(st.integers(1, 10**6), max_size=80)
SHARE = st.integers(0, 100)


@given(TASKS, SHARE)
def test_care_16_the_share_is_kept_exactly_and_the_draw_is_the_same_every_time(tasks, share):
    found = drawn(OCTOBER, "R13", tasks, share)
    assert len(found) == len(set(found)) == wanted(len(tasks), share)
    assert set(found) <= tasks
    assert drawn(OCTOBER, "R13", sorted(tasks, reverse=True), share) == found
    assert drawn(OCTOBER, "R13", tasks, share, found) == []


@given(TASKS, TASKS, SHARE)
def test_care_16_with_more_calls_only_what_is_missing_is_added(first, more, share):
    before = drawn(OCTOBER, "R13", first, share)
    added = drawn(OCTOBER, "R13", first | more, share, before)
    assert not set(added) & set(before)
    assert len(before) + len(added) == max(len(before), wanted(len(first | more), share))


def test_care_16_control_two_who_do_not_know_of_each_other_draw_too_many():
    """What the lock of the action prevents: one knows fourteen calls, the other twenty; together they exceed the share."""
    first, second = set(drawn(OCTOBER, "R13", range(1, 15), 60)), set(drawn(OCTOBER, "R13", range(1, 21), 60))
    assert len(first | second) > wanted(20, 60)


def test_care_16_sixty_percent_of_the_insurance_reminders():
    assert [wanted(count, 60) for count in (0, 1, 5, 10, 101)] == [0, 1, 3, 6, 61]


MARKS = st.sampled_from(["yes", "partly", "no", "na"])
LINES = st.lists(st.tuples(st.integers(1, 100), st.booleans(), MARKS), min_size=1, max_size=8)


@given(LINES, st.integers(1, 100))
def test_care_16_the_score_is_the_weighted_share_and_a_missed_must_fails(rows, pass_mark):
    lines = [Criterion(f"k{n}", "x", weight, must) for n, (weight, must, _mark) in enumerate(rows)]
    marks = {f"k{n}": mark for n, (_weight, _must, mark) in enumerate(rows)}
    counted = [(weight, {"yes": 1, "partly": 0.5, "no": 0}[mark]) for weight, _must, mark in rows if mark != "na"]
    if not counted:
        with pytest.raises(Refused, match="audit_marks"):
            verdict(lines, pass_mark, marks)
        return
    found = verdict(lines, pass_mark, marks)
    exact = 100 * sum(weight * share for weight, share in counted) / sum(weight for weight, _share in counted)
    assert abs(found.score - exact) <= 0.5 + 1e-9
    missed = any(must and mark == "no" for _weight, must, mark in rows)
    assert not (found.passed and missed)
    if not missed and abs(exact - pass_mark) > 1e-9:
        assert found.passed == (exact > pass_mark)


@pytest.mark.parametrize("rule", list(SHIPPED))
def test_care_16_shipped_sheets_add_up_to_a_hundred(rule):
    assert sum(one.weight for one in SHIPPED[rule]) == 100
