"""PLT-03: the amount says who signs."""

from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.approvals.chain import chain, deciders
from cheyuan.base.approvals.tests.conftest import LADDER

LIMITS = {"care_manager": 500, "service_manager": 2000, "general_manager": 20_000}


def test_plt_03_rungs_sign_up_to_the_first_whose_limit_covers_the_amount():
    assert chain(LADDER, LIMITS, {"care_agent"}, 300) == ["care_manager"]
    assert chain(LADDER, LIMITS, {"care_agent"}, 501) == ["care_manager", "service_manager"]
    assert chain(LADDER, LIMITS, {"care_manager"}, 2000) == ["service_manager"]
    assert chain(LADDER, LIMITS, {"care_agent"}, 20_001) == [*LADDER]


def test_plt_03_what_the_person_may_decide_alone_needs_nobody():
    assert chain(LADDER, LIMITS, {"service_manager"}, 2000) == []
    assert chain(LADDER, LIMITS, {"group_admin"}, 10**9) == []


def test_plt_03_without_money_the_lowest_rung_signs():
    assert chain(LADDER, {}, {"care_agent"}, None) == ["care_manager"]
    assert chain(("group_admin",), {}, {"care_agent"}, None) == ["group_admin"]


@given(st.sets(st.sampled_from([*LADDER, "care_agent"])), st.integers(0, 30_000), st.integers(0, 30_000))
def test_plt_03_a_larger_amount_never_needs_fewer_signatures(roles, one, other):
    small, large = sorted((one, other))
    assert len(chain(LADDER, LIMITS, roles, small)) <= len(chain(LADDER, LIMITS, roles, large))


@given(st.sets(st.sampled_from([*LADDER, "care_agent"])), st.integers(0, 30_000))
def test_plt_03_the_last_signature_covers_the_amount(roles, amount):
    found = chain(LADDER, LIMITS, roles, amount)
    assert not found or found[-1] == "group_admin" or LIMITS[found[-1]] >= amount
    assert not set(found) & (roles - {"group_admin"})


def test_plt_03_whoever_stands_higher_signs_for_the_rungs_below():
    assert deciders(LADDER, "service_manager") == {"service_manager", "general_manager", "group_admin"}
    assert deciders(LADDER, "finance") == {"group_admin"}
