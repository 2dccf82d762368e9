"""CARE-13 for any calls that agents may make: a task fails only after three days and three parts of the day."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cheyuan.engage.contact.schedule import next_try, part_bit, parts, tried, untried
from cheyuan.kernel.calendar import PARTS, part_of
from cheyuan.kernel.clock import SHANGHAI, day_of, moment

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)).map(lambda at: at.replace(tzinfo=SHANGHAI))


@given(moments, st.integers(0, 7))
def test_care_13_the_next_attempt_is_on_another_day_in_an_untried_part_at_a_decent_hour(at, bits):
    bits |= part_bit(at, SHANGHAI)
    following = next_try(at, bits, SHANGHAI)
    assert day_of(following) > day_of(at)
    assert 8 <= following.astimezone(SHANGHAI).hour < 21
    assert not 12 <= following.astimezone(SHANGHAI).hour < 14
    if bits != 7:
        assert part_of(following) not in tried(bits)


@given(moments)
def test_care_13_followed_as_planned_three_attempts_touch_three_days_and_parts(at):
    days, bits = set(), 0
    for _ in range(3):
        days.add(day_of(at))
        bits |= part_bit(at, SHANGHAI)
        at = next_try(at, bits, SHANGHAI)
    assert (len(days), list(parts(bits))) == (3, list(PARTS))


hours = st.builds(
    lambda opens, noon, back, closes: [(opens, noon), (back, closes)],
    st.builds(time, st.integers(8, 10), st.sampled_from([0, 30])),
    st.builds(time, st.integers(11, 12), st.sampled_from([0, 30])),
    st.builds(time, st.integers(13, 14), st.sampled_from([0, 30])),
    st.builds(time, st.integers(15, 20), st.sampled_from([0, 30])),
)
weeks = st.dictionaries(st.integers(0, 6), hours, min_size=1)


def parts_of(spans):
    """The parts of a day that have at least a quarter of an hour, minute by minute."""
    minutes = [n for n in range(24 * 60) for start, end in spans if start <= time(n // 60, n % 60) < end]
    bounds = {"morning": (0, 720), "afternoon": (720, 1080), "evening": (1080, 1440)}
    return {part for part, (lo, hi) in bounds.items() if sum(lo <= n < hi for n in minutes) >= 15}


@given(moments, st.integers(0, 7), weeks, st.sets(st.integers(1, 20)))
def test_care_13_attempts_lie_within_the_calling_hours_of_a_coming_day(at, bits, week, closed):
    bits |= part_bit(at, SHANGHAI)
    days = [day_of(at) + timedelta(days=n) for n in range(46)]
    open_on = {day: week[day.weekday()] for n, day in enumerate(days) if day.weekday() in week and n not in closed}
    following = next_try(at, bits, SHANGHAI, open_on)
    day, clock = day_of(following), following.astimezone(SHANGHAI).time()
    assert any(start <= clock < end for start, end in open_on[day])
    coming = sorted(one for one in open_on if one > day_of(at))
    near = [one for one in coming if one < coming[0] + timedelta(days=7)]
    with_new = [one for one in near if parts_of(open_on[one]) - tried(bits)]
    assert day == (with_new or coming)[0], "the first day with a part not tried yet; without one, the first day"
    if with_new:
        assert part_of(following) not in tried(bits)
    assert untried(at, bits, SHANGHAI, open_on) == bool(with_new)


NOON = [(time(8, 30), time(12)), (time(14), time(18))]
LATE = [(time(8, 30), time(12)), (time(14), time(20))]


def test_care_13_a_store_without_evenings_is_called_from_late_in_the_afternoon_never_after_it_closed():
    friday = moment(date(2026, 11, 20), 10)
    open_on = {date(2026, 11, 21) + timedelta(days=n): NOON for n in range(30)}
    second = next_try(friday, 1, SHANGHAI, open_on)
    assert second == moment(date(2026, 11, 21), 14)
    third = next_try(second, 3, SHANGHAI, open_on)
    assert third == moment(date(2026, 11, 22), 17)
    assert not untried(second, 3, SHANGHAI, open_on), "there is no third part of the day to wait for"


def test_care_13_an_evening_later_in_the_week_is_waited_for():
    monday = moment(date(2026, 11, 23), 15)
    open_on = {date(2026, 11, 24) + timedelta(days=n): NOON for n in range(30)} | {date(2026, 11, 28): LATE}
    assert next_try(monday, 3, SHANGHAI, open_on) == moment(date(2026, 11, 28), 18)
    assert untried(monday, 3, SHANGHAI, open_on)


def test_care_13_a_closed_week_is_skipped_and_a_late_morning_waited_for():
    friday = moment(date(2026, 11, 20), 18, 30)
    open_on = {date(2026, 11, 30): [(time(10), time(12)), (time(14, 30), time(18))]}
    assert next_try(friday, 4, SHANGHAI, open_on) == moment(date(2026, 11, 30), 10)
    assert next_try(friday, 5, SHANGHAI, open_on) == moment(date(2026, 11, 30), 14, 30)
    assert next_try(friday, 4, SHANGHAI) == moment(date(2026, 11, 21), 9), "without the hours: the closed Saturday"


class Calls(RuleBasedStateMachine):
    """A task as its agent treats it: any call at any time, taken back now and then; the rule itself is plain Python here."""

    def __init__(self) -> None:
        super().__init__()
        self.at = moment(date(2026, 3, 2), 9)
        self.made: list[datetime] = []
        self.failed = False

    def enough(self) -> bool:
        """The rule of the action, on plain values."""
        days = {day_of(at) for at in self.made}
        bits = {part_of(at) for at in self.made}
        return min(len(self.made), len(days)) >= 3 and len(bits) >= 3

    @precondition(lambda self: not self.failed)
    @rule(minutes=st.integers(1, 3 * 1440))
    def call(self, minutes: int) -> None:
        """Nobody answers."""
        self.at += timedelta(minutes=minutes)
        self.made.append(self.at)
        self.failed = self.enough()

    @precondition(lambda self: not self.failed)
    @rule()
    def call_as_planned(self) -> None:
        """Nobody answers at the time that was set."""
        bits = 0
        for at in self.made:
            bits |= part_bit(at, SHANGHAI)
        self.at = next_try(self.at, bits, SHANGHAI)
        self.made.append(self.at)
        self.failed = self.enough()

    @precondition(lambda self: self.made)
    @rule()
    def undo(self) -> None:
        """The last one is taken back."""
        self.made.pop()
        self.failed = False

    @invariant()
    def failing_means_three_days_in_three_parts(self) -> None:
        """CARE-13."""
        if self.failed:
            assert len({day_of(at) for at in self.made}) >= 3
            assert {part_of(at) for at in self.made} == set(PARTS)

    @invariant()
    def as_planned_three_are_enough_from_anywhere(self) -> None:
        """Following the plan ends within three more attempts."""
        made, at = list(self.made), self.at
        for _ in range(3):
            bits = 0
            for one in made:
                bits |= part_bit(one, SHANGHAI)
            at = next_try(at, bits, SHANGHAI)
            made.append(at)
        assert {part_of(one) for one in made} == set(PARTS)
        assert len({day_of(one) for one in made}) >= 3


Calls.TestCase.settings = settings(max_examples=60, stateful_step_count=12, deadline=None)
TestCalls = Calls.TestCase
