"""CARE-R23, PLT-03: giving vouchers within limits, above them with a signature, many at once, on birthdays."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.base.approvals import actions as approvals
from cheyuan.base.approvals.models import Approval
from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.records.vouchers import actions, codes
from cheyuan.records.vouchers.models import Voucher
from cheyuan.records.vouchers.tests.conftest import house, terms
from cheyuan.site.testing.days import today

pytestmark = pytest.mark.django_db


def test_care_r23_within_ones_limit_a_voucher_is_valid_at_once(actor, person):
    one = actions.give(actor("care_agent"), person().pk, terms(), at=now())
    assert one.state == "given"
    assert codes.clean(one.code) == one.code


def test_plt_03_above_ones_limit_somebody_higher_signs(actor, person, fresh):
    one = actions.give(actor("care_agent"), person().pk, terms(worth_fen=60_000, words="三次返修"), at=now())
    assert one.state == "asked"
    with scope(house(one.store)):
        asked = Approval.objects.get(kind="voucher", object_id=one.grant_id)
    assert asked.reason == "三次返修"
    approvals.decide(actor("care_manager"), asked.pk, yes=True, at=now())
    assert fresh(one).state == "given"


def test_plt_03_a_no_ends_it(actor, person, fresh):
    one = actions.give(actor("care_agent"), person().pk, terms(worth_fen=60_000), at=now())
    with scope(house(one.store)):
        asked = Approval.objects.get(kind="voucher", object_id=one.grant_id)
    approvals.decide(actor("care_manager"), asked.pk, yes=False, remark="不合适", at=now())
    assert fresh(one).state == "refused"
    with pytest.raises(Conflict, match="voucher_state"):
        actions.use(actor("front_desk"), one.code, "RO1", at=now())


def test_plt_03_the_limit_counts_all_vouchers_of_one_decision(actor, person):
    by, people = actor("care_agent"), [person().pk for _ in range(3)]
    actions.give_many(by, people, terms(worth_fen=20_000), at=now())
    with scope(house(by and by_store(by))):
        assert {one.state for one in Voucher.objects.all()} == {"asked"}


def by_store(by):
    """Something with store and group, for ``house``."""
    return type("Store", (), {"pk": by.store_id, "group_id": by.group_id})


def test_care_r23_many_at_once_cost_as_many_statements_as_few(actor, person):
    by = actor("general_manager")

    def statements(count: int) -> int:
        people = [person().pk for _ in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert len(actions.give_many(by, people, terms(worth_fen=100), at=now())) == count
        return len(seen)

    statements(1)
    assert statements(40) <= statements(4) + 1


def test_care_r23_what_was_given_is_taken_back_by_whoever_gave_it(actor, person, fresh):
    by = actor("care_manager")
    one = actions.give(by, person().pk, terms(), at=now())
    with pytest.raises(Conflict, match="undo_late"):
        actions.end_grant(actor("care_manager"), one.grant_id, at=now())
    with pytest.raises(Conflict, match="undo_late"):
        actions.end_grant(by, one.grant_id, at=now() + timedelta(hours=2))
    assert actions.end_grant(by, one.grant_id, at=now()) == 1
    assert fresh(one).state == "withdrawn"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": " "}, "voucher_title"),
        ({"worth_fen": 0}, "voucher_worth"),
        ({"kind": "percent"}, "voucher_percent"),
        ({"percent": 10}, "voucher_percent"),
        ({"kind": "percent", "percent": 101}, "voucher_percent"),
        ({"days": -1}, "voucher_days"),
        ({"days": 2000}, "voucher_days"),
        ({"kind": "cash"}, "voucher_kind"),
    ],
)
def test_care_r23_terms_that_make_no_sense_are_refused(actor, person, more, code):
    if "days" in more:
        more = {"valid_until": today(more["days"])}
    with pytest.raises(Refused, match=code):
        actions.give(actor("care_manager"), person().pk, terms(**more), at=now())


def test_care_r23_strangers_and_those_without_the_right_get_nothing(actor, person, tenants):
    with pytest.raises(Missing):
        actions.give(actor("care_agent"), person(tenants.stranger).pk, terms(), at=now())
    with pytest.raises(Denied):
        actions.give(actor("technician"), person().pk, terms(), at=now())


def test_care_r14_a_birthday_brings_one_voucher_a_year(actor, person, tenants):
    by, one = actor("care_agent"), person()
    with scope(by):
        first, new = actions.give_birthday(by, one.pk, at=now())
        again, twice = actions.give_birthday(by, one.pk, at=now())
        assert new
        assert not twice
        assert again.pk == first.pk
        assert (first.worth_fen, first.state, first.reason) == (50_000, "given", "birthday")
        assert first.valid_until == today(90)
        actions.give_birthday(by, one.pk, at=now() + timedelta(days=366))
        assert Voucher.objects.count() == 2


def test_care_r14_the_policy_says_what_is_given_or_nothing(actor, person, tenants):
    by, boss = actor("care_agent"), actor("general_manager")
    for key, wanted in (("kind", "percent"), ("percent", 15), ("days", 30)):
        set_value(
            boss,
            f"vouchers.birthday_{key}",
            wanted,
            for_store=tenants.store.pk,
            valid_from=today(),
            reason="",
            at=now(),
        )
    with scope(by):
        one, _new = actions.give_birthday(by, person().pk, at=now())
        assert (one.kind, one.percent, one.valid_until) == ("percent", 15, today(30))
    set_value(boss, "vouchers.birthday_on", False, for_store=tenants.store.pk, valid_from=today(), reason="", at=now())
    with scope(by):
        assert actions.give_birthday(by, person().pk, at=now()) is None
