"""CARE-10, CARE-16: the first page of the morning, for every role."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.tenancy.scope import scope
from cheyuan.faces.desk import old_days, today
from cheyuan.faces.desk.today_line import Dot, day_line, planned
from cheyuan.kernel.calendar import solar_term
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


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [(date(2026, 11, 22), "小雪", "Minor snow"), (date(2026, 9, 25), "中秋节", "Mid-Autumn Festival")],
)
def test_plt_60_the_old_calendar_is_said_in_the_language_of_the_page(actor, day, chinese, english):
    by = actor("care_agent")
    for language, said in (("zh-hans", chinese), ("en", english)):
        with scope(by), translation.override(language):
            assert said in today.dateline(by, moment(day, 9))


def test_plt_60_every_solar_term_has_its_name():
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(365))
    assert {term for day in days if (term := solar_term(day))} == set(old_days.TERMS)
