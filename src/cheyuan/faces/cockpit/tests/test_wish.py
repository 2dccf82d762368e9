"""INS-30: the days that an address asks for."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.faces.cockpit.wish import COMPARED, PERIODS, wish_of

TODAY = date(2026, 11, 22)
days = st.dates(date(2001, 1, 1), date(2026, 11, 22)).map(str)


@pytest.mark.parametrize(
    ("given_", "first", "last", "before"),
    [
        ({}, date(2026, 11, 1), TODAY, (date(2026, 10, 1), date(2026, 10, 22))),
        ({"from": "2026-10-09"}, date(2026, 10, 1), date(2026, 10, 31), (date(2026, 9, 1), date(2026, 9, 30))),
        ({"p": "quarter"}, date(2026, 10, 1), TODAY, (date(2026, 7, 1), date(2026, 8, 22))),
        ({"p": "year"}, date(2025, 12, 1), TODAY, (date(2024, 12, 1), date(2025, 11, 22))),
        ({"cmp": "year"}, date(2026, 11, 1), TODAY, (date(2025, 11, 1), date(2025, 11, 22))),
        ({"p": "free", "from": "2026-11-02", "to": "2026-11-08"}, date(2026, 11, 2), date(2026, 11, 8),
         (date(2026, 10, 26), date(2026, 11, 1))),
    ],
)  # fmt: skip
def test_ins_30_periods_and_what_they_are_compared_with(given_, first, last, before):
    wish = wish_of(given_, TODAY)
    assert (wish.first, wish.last, wish.before) == (first, last, before)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.fixed_dictionaries({"p": st.sampled_from(PERIODS), "cmp": st.sampled_from(COMPARED), "from": days, "to": days})
)
def test_ins_30_the_address_says_what_is_shown(given_):
    wish = wish_of(given_, TODAY)
    assert wish.first <= wish.last <= TODAY
    assert wish.before[0] <= wish.before[1] < wish.last
    again = dict(part.split("=") for part in wish.query().split("&"))
    assert wish_of(again, TODAY) == wish
    earlier = wish.neighbour(-1)
    assert earlier is None or (earlier.neighbour(1) == wish and earlier.last < wish.first)
