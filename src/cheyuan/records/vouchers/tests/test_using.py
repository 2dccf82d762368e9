"""CARE-R23: a voucher is redeemed once, in its days and stores, however many desks try; and what is taken back."""

import threading
from datetime import timedelta

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.records.vouchers import actions, codes
from cheyuan.records.vouchers.models import Voucher
from cheyuan.records.vouchers.tests.conftest import house, terms
from cheyuan.site.testing.days import today
from cheyuan.site.testing.threads import at_once

DESKS = 6


@pytest.fixture
def given(actor, person):
    """``given(…)`` → a voucher of ¥200."""

    def make(store=None, **more):
        by = actor("care_manager", store) if store else actor("care_manager")
        return actions.give(by, person(store).pk, terms(**more), at=now())

    return make


@pytest.mark.django_db
def test_care_r23_the_desk_redeems_a_code_for_a_repair_order(actor, given, fresh):
    one, desk = given(), actor("front_desk", name="前台")
    assert actions.look(desk, codes.spoken(one.code)).state == "given"
    taken = actions.use(desk, codes.spoken(one.code).lower(), " RO-1001 ", at=now())
    assert (taken.state, taken.used_for) == ("used", "RO-1001")
    row = fresh(one)
    assert (row.used_by_name, row.used_in_id) == ("前台", one.store_id)
    with pytest.raises(Conflict, match="voucher_used"):
        actions.use(desk, one.code, "RO-1002", at=now())


@pytest.mark.django_db(transaction=True)
def test_care_r23_no_voucher_is_used_twice(actor, given, fresh):
    one, desks = given(), [actor("front_desk") for _ in range(DESKS)]
    calls = (lambda by=by, no=no: actions.use(by, one.code, f"RO{no}", at=now()) for no, by in enumerate(desks))
    answers = at_once(*calls)
    won = [one for one in answers if not isinstance(one, Exception)]
    assert len(won) == 1
    assert {one.code for one in answers if isinstance(one, Conflict)} == {"voucher_used"}
    assert fresh(one).used_for == won[0].used_for


@pytest.mark.django_db(transaction=True)
def test_care_r23_control_without_the_lock_it_is_used_several_times(actor, given):
    """The same without the lock: every desk has looked before the first writes, and everybody believes to have won."""
    one, desks, looked = given(), [actor("front_desk") for _ in range(DESKS)], threading.Barrier(DESKS)

    def careless(by):
        with scope(by):
            row = Voucher.objects.get(pk=one.pk)
            valid = row.state == "given"
            looked.wait()
            row.state, row.used_at, row.used_for = "used", now(), by.name
            row.save()
        return valid

    assert at_once(*(lambda by=by: careless(by) for by in desks)).count(True) == DESKS


@pytest.mark.django_db
def test_care_r23_only_in_its_days(actor, given):
    late, early = given(), given(valid_from=today(3))
    desk = actor("front_desk")
    with pytest.raises(Refused, match="voucher_late"):
        actions.use(desk, late.code, "RO1", at=now() + timedelta(days=91))
    with pytest.raises(Refused, match="voucher_early"):
        actions.use(desk, early.code, "RO1", at=now())
    with pytest.raises(Refused, match="voucher_order"):
        actions.use(desk, late.code, "  ", at=now())
    assert actions.use(desk, late.code, "RO1", at=now() + timedelta(days=90)).state == "used"


@pytest.mark.django_db
def test_care_r23_a_sister_store_takes_it_only_when_it_is_valid_everywhere(actor, given, tenants, fresh):
    own, shared = given(), given(everywhere=True)
    desk = actor("front_desk", tenants.sister)
    with pytest.raises(Missing):
        actions.use(desk, own.code, "RO1", at=now())
    taken = actions.use(desk, shared.code, "RO1", at=now())
    assert taken.customer_id is None
    assert fresh(shared).used_in_id == tenants.sister.pk
    with pytest.raises(Missing):
        actions.look(actor("front_desk", tenants.stranger), shared.code)


@pytest.mark.django_db
def test_care_r23_redeeming_is_taken_back_by_the_same_person_in_time(actor, given, fresh):
    one, desk = given(), actor("front_desk")
    actions.use(desk, one.code, "RO1", at=now())
    with pytest.raises(Missing):
        actions.unuse(actor("front_desk"), one.pk, at=now())
    with pytest.raises(Conflict, match="undo_late"):
        actions.unuse(desk, one.pk, at=now() + timedelta(hours=1))
    assert actions.unuse(desk, one.pk, at=now()).state == "given"
    assert fresh(one).used_for == ""
    assert actions.use(desk, one.code, "RO2", at=now()).used_for == "RO2"


@pytest.mark.django_db
def test_care_r23_withdrawn_with_a_way_back(actor, given, fresh):
    one, boss = given(), actor("care_manager")
    actions.withdraw(boss, one.pk, at=now())
    with pytest.raises(Conflict, match="voucher_state"):
        actions.use(actor("front_desk"), one.code, "RO1", at=now())
    actions.restore(boss, one.pk, at=now())
    assert fresh(one).state == "given"
    with pytest.raises(Denied):
        actions.withdraw(actor("care_agent"), one.pk, at=now())


@pytest.mark.django_db
def test_care_r23_every_night_what_is_over_expires(given, fresh, tenants):
    short, long = given(valid_until=today()), given()
    by = house(tenants.store)
    with scope(by):
        assert actions.expire(by, today(), at=now()) == 0
        assert actions.expire(by, today(1), at=now()) == 1
        assert actions.expire(by, today(1), at=now()) == 0
    assert (fresh(short).state, fresh(long).state) == ("expired", "given")
