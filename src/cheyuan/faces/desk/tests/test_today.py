"""CARE-10, CARE-16: the first page of the morning, for every role."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.faces.desk.today_line import Dot, day_line, planned
from cheyuan.kernel.clock import moment
from cheyuan.kernel.right import ROLES

NINE = moment(date(2026, 11, 23), 9)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_morning(client_as, role):
    """Nobody meets an empty page: work, or the way to it."""
    page = client_as(role, name="周敏").get("/")
    assert page.status_code == 200
    assert "周敏" in page.content.decode()
    words = page.content.decode().split("</h1>")[1]
    assert any(mark in words for mark in ("href=", 'class="empty"'))


def test_a_manager_may_look_as_an_agent(client_as):
    client = client_as("care_manager")
    assert client.get("/").context["view"] == "manager"
    assert client.get("/?as=agent").context["view"] == "agent"


dots = st.lists(
    st.builds(
        Dot,
        st.none() | st.integers(0, 600).map(lambda minutes: NINE + timedelta(minutes=minutes)),
        st.integers(0, 7),
        st.booleans(),
    ),
    max_size=90,
)


@given(dots, st.integers(0, 23 * 60))
def test_the_line_of_the_day_loses_no_call(found, minutes):
    at = moment(date(2026, 11, 23)) + timedelta(minutes=minutes)
    assert sum(len(part) for part in planned(found, minutes / 60).values()) == len(found)
    line = day_line(found, at)
    assert sum(part.count for part in line.parts) == len(found)
    assert all(0 <= float(mark.x) <= 1240 for mark in line.marks)
