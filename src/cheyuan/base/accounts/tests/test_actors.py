"""PLT-01, PLT-02: who acts, in which store, with which rights."""

from datetime import date

import pytest

from cheyuan.base.accounts.actors import actor_in, actor_of, actor_of_all, standing_of
from cheyuan.base.accounts.models import Membership, RightOverride
from cheyuan.kernel.errors import Denied
from cheyuan.kernel.right import carried_by


def post(account, role, store=None, since=date(2020, 1, 1), until=None):
    return Membership.objects.create(
        account=account, group=account.group, store=store, role=role, since=since, until=until
    )


def test_plt_02_actor_in_two_queries(tenants, member, django_assert_max_num_queries):
    account = member("care_agent")
    with django_assert_max_num_queries(1):
        by = actor_of(account, tenants.store.id, "r1")
    assert (by.store_ids, by.store_id, by.account_id) == ((tenants.store.id,), tenants.store.id, account.id)
    assert by.rights == carried_by(["care_agent"])
    assert by.request_id == "r1"


def test_plt_01_store_of_nobody_is_denied(tenants, member):
    account = member("care_agent")
    for store in (tenants.sister, tenants.stranger):
        with pytest.raises(Denied):
            actor_of(account, store.id)


def test_plt_01_post_without_store_holds_in_the_whole_group_only(tenants, member):
    by = actor_of(member("group_admin", everywhere=True), every=True)
    assert set(by.store_ids) == {tenants.store.id, tenants.sister.id}
    assert by.store_id is None


def test_plt_02_posts_count_on_their_days_only(tenants, member):
    account = member("care_agent")
    post(account, "care_manager", tenants.store, since=date(2021, 1, 1), until=date(2021, 12, 31))
    roles = [standing_of(account, day).roles_in(tenants.store.id) for day in (date(2021, 12, 31), date(2022, 1, 1))]
    assert [sorted(one) for one in roles] == [["care_agent", "care_manager"], ["care_agent"]]
    assert actor_in(standing_of(account, date(2019, 12, 31)), None).store_ids == ()


def test_plt_02_group_decides_against_the_default_for_one_role(tenants, member):
    account = member("care_manager")
    RightOverride.objects.create(group=tenants.group, role="care_manager", right="people.view", allowed=False)
    RightOverride.objects.create(group=tenants.group, role="care_manager", right="roles.edit", allowed=True)
    RightOverride.objects.create(group=tenants.other_group, role="care_manager", right="people.edit", allowed=True)
    by = actor_of(account)
    assert not by.may("people.view")
    assert by.may("roles.edit")
    assert not by.may("people.edit")
    post(account, "general_manager", tenants.store)
    assert actor_of(account).may("people.view")


def test_plt_02_roles_of_one_store_do_nothing_in_another(tenants, member):
    account = member("general_manager", tenants.store)
    post(account, "technician", tenants.sister)
    assert actor_of(account, tenants.store.id).may("people.edit")
    assert not actor_of(account, tenants.sister.id).may("people.edit")
    assert actor_of(account, every=True).store_ids == (tenants.store.id,)
    assert not actor_of_all(standing_of(account)).may("people.edit")
