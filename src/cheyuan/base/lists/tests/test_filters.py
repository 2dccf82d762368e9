"""PPL-11: what stands in an address is read or ignored, never believed."""

from datetime import date, timedelta

from django.db.models import Q
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.lists.filters import Choice, Dates, Numbers, Text, Yes, equals, span
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import day_of, now

BY = system(1, (1,))
KINDS = (
    Text("q", "q", equals("name")),
    Choice("kind", "kind", (("a", "A"), ("b", "B")), equals("kind")),
    Yes("vip", "vip", equals("vip")),
    Dates("day", "day", span("day")),
    Numbers("km", "km", span("km")),
    Numbers("fen", "fen", span("fen"), fen=True),
)


@given(st.text(max_size=40), st.text(max_size=40))
def test_ppl_11_any_text_is_read_or_ignored(first, second):
    for one in KINDS:
        value = one.read(dict(zip(one.names, (first, second), strict=False)))
        if value is not None:
            assert isinstance(one.q(BY, value), Q)
            assert isinstance(one.say(value), str)


def test_ppl_11_days_may_count_from_today():
    today = day_of(now())
    assert Dates("day", "", span("day")).read({"day_from": "-30d", "day_to": "2026-12-01"}) == (
        today - timedelta(days=30),
        date(2026, 12, 1),
    )
    assert Dates("day", "", span("day")).read({"day_from": "yesterday"}) is None


def test_ppl_11_only_options_are_chosen_and_ranges_include_their_ends():
    assert KINDS[1].read({"kind": "c"}) is None
    assert KINDS[1].read({"kind": "b"}) == "b"
    assert KINDS[4].q(BY, KINDS[4].read({"km_from": "5,000", "km_to": "9000"})) == Q(km__gte=5000, km__lte=9000)
    assert KINDS[5].read({"fen_from": "1,234.5"}) == (123_450, None)
    assert KINDS[2].read(QueryDict("vip=0")) is False
