"""PLT-40, PLT-21: pace of clients, numbers of requests, addresses of callers."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.accounts.devices import address_of, device_of
from cheyuan.site.middleware.api import Pace


def test_plt_40_a_client_that_asks_too_often_waits_and_others_do_not():
    pace = Pace(rate=2, burst=5)
    assert [pace.wait("a", 0.0) == 0 for _ in range(6)] == [True] * 5 + [False]
    assert pace.wait("b", 0.0) == 0
    assert pace.wait("a", 0.25) == pytest.approx(0.25)
    assert pace.wait("a", 0.6) == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=200), st.integers(1, 20), st.floats(0.5, 50))
def test_plt_40_never_more_than_burst_and_rate_allow(gaps, burst, rate):
    pace, at, let_in = Pace(rate, burst), 0.0, 0
    for gap in gaps:
        at += gap
        let_in += pace.wait("a", at) == 0
    assert let_in <= burst + at * rate + 1e-6


def test_plt_40_the_memory_of_clients_is_bounded():
    pace = Pace(rate=1, burst=1, clients=3)
    for client in "abcdefgh":
        pace.wait(client, 0.0)
    assert len(pace._left) == 3


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36", "Chrome · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) MicroMessenger/8.0 Chrome/130", "WeChat · Android"),
        ("python-requests/2.32", "python-requests"),
        ("", ""),
    ],
)
def test_plt_20_devices_in_words(agent, said):
    assert device_of(RequestFactory().get("/", headers={"User-Agent": agent})) == said


def test_plt_21_an_address_that_the_caller_invents_counts_only_behind_our_proxy(settings):
    def seen(said):
        return address_of(RequestFactory().get("/", headers={"X-Forwarded-For": said}, REMOTE_ADDR="1.2.3.4"))

    assert seen("6.6.6.6, 7.7.7.7") == "1.2.3.4"
    settings.CONFIG = type("Config", (), {"trusted_proxy": True})
    assert seen("6.6.6.6, 7.7.7.7") == "7.7.7.7"
    assert seen("nonsense") == ""
