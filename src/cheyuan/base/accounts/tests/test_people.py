"""PLT-02, P9: people, posts and rights; who may touch whom."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.base.accounts import actions
from cheyuan.base.accounts.actors import actor_in, actor_of, standing_of
from cheyuan.base.accounts.models import Absence, Account, Membership, RightOverride, StaffSession
from cheyuan.base.accounts.people import people, person
from cheyuan.base.accounts.queries import colleagues
from cheyuan.base.accounts.rights import PEOPLE_EDIT, ROLES_EDIT
from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused
from cheyuan.kernel.right import carried_by
from cheyuan.site.testing.days import today

pytestmark = pytest.mark.django_db


def acting(account, **more):
    return actor_of(account, **more)


def post(account, role, store=None, since=date(2020, 1, 1), until=None):
    return Membership.objects.create(
        account=account, group=account.group, store=store, role=role, since=since, until=until
    )


@pytest.fixture
def admin(member):
    return acting(member("group_admin", everywhere=True), every=True)


@pytest.fixture
def head(member):
    """The general manager of the one store."""
    return acting(member("general_manager"))


def test_p9_people_of_other_stores_and_groups_do_not_exist(tenants, member, head):
    here, sister, stranger = (
        member("care_agent", store) for store in (tenants.store, tenants.sister, tenants.stranger)
    )
    assert here in people(head)
    for other in (sister, stranger):
        assert other not in people(head)
        with pytest.raises(Missing):
            person(head, other.pk)


def test_plt_02_care_agents_see_nobody(member):
    with pytest.raises(Denied):
        people(acting(member("care_agent")))


def test_plt_02_a_new_person_gets_a_first_password_and_must_change_it(head):
    account, first = actions.add_person(head, "Li.Si", "李四", at=now())
    assert account.username == "li.si"
    assert account.check_password(first)
    assert account.must_change_password
    with pytest.raises(Refused, match="username_taken"):
        actions.add_person(head, "LI.SI", "李四", at=now())


def test_plt_02_posts_begin_end_and_do_not_overlap(tenants, head, member):
    account, _ = actions.add_person(head, "new.one", "新人", at=now())
    first = actions.add_post(head, account.pk, "technician", tenants.store.pk, today(), at=now())
    assert acting(account).roles == {"technician"}
    with pytest.raises(Refused, match="post_overlaps"):
        actions.add_post(head, account.pk, "technician", tenants.store.pk, today(9), at=now())
    with pytest.raises(Refused, match="dates_backwards"):
        actions.add_post(head, account.pk, "driver", tenants.store.pk, today(), today(-1), at=now())
    with pytest.raises(Refused, match="role_unknown"):
        actions.add_post(head, account.pk, "emperor", tenants.store.pk, today(), at=now())
    actions.end_post(head, first.pk, today(-1), at=now())
    assert not acting(account).roles


@pytest.mark.parametrize(("role", "everywhere"), [("group_admin", False), ("care_agent", True)])
def test_plt_02_nobody_gives_what_stands_above_them(tenants, head, member, role, everywhere):
    account = member("care_agent")
    with pytest.raises(Refused, match="role_above"):
        actions.add_post(head, account.pk, role, None if everywhere else tenants.store.pk, today(), at=now())


def test_p9_a_post_in_another_store_cannot_be_given(tenants, head, member):
    for store in (tenants.sister, tenants.stranger):
        with pytest.raises(Missing):
            actions.add_post(head, member("care_agent").pk, "driver", store.pk, today(), at=now())


def test_plt_02_the_general_manager_cannot_touch_the_group_administrator(tenants, head, member):
    above = member("group_admin", everywhere=True)
    for do in (actions.reset_password, actions.reset_factor, actions.end_sessions):
        with pytest.raises(Refused, match="person_above"):
            do(head, above.pk, at=now())
    both = member("care_agent")
    post(both, "technician", tenants.sister)
    with pytest.raises(Refused, match="person_above"):
        actions.reset_password(head, both.pk, at=now())


def test_plt_02_the_last_group_administrator_stays(admin, member):
    mine = Membership.objects.get(account_id=admin.account_id)
    with pytest.raises(Refused, match="last_admin"):
        actions.end_post(admin, mine.pk, today(), at=now())
    other = member("group_admin", everywhere=True)
    with pytest.raises(Refused, match="self_lock_out"):
        actions.end_post(admin, mine.pk, today(), at=now())
    actions.end_post(acting(other, every=True), mine.pk, today(), at=now())
    with pytest.raises(Refused, match="self_lock_out"):
        actions.edit_person(acting(other, every=True), other.pk, "x", "", False, at=now())


def test_plt_20_reset_closes_what_was_open(head, client_as):
    client = client_as("care_agent")
    account = client.account
    first = actions.reset_password(head, account.pk, at=now())
    assert client.get("/me").status_code == 302
    assert Account.objects.get(pk=account.pk).check_password(first)


def test_plt_20_a_privileged_role_ends_sessions_without_second_factor(tenants, admin, client_as):
    client = client_as("care_agent")
    actions.add_post(admin, client.account.pk, "finance", tenants.store.pk, today(), at=now())
    assert StaffSession.objects.filter(account=client.account).count() == 0


def test_plt_02_decisions_about_rights_hold_at_once_and_are_audited(tenants, admin, member):
    agent = member("care_agent")
    actions.decide_right(admin, "care_agent", "people.view", True, at=now())
    assert acting(agent).may("people.view")
    actions.decide_right(admin, "care_agent", "people.view", False, at=now())
    assert not acting(agent).may("people.view")
    assert RightOverride.objects.count() == 0
    with scope(admin):
        assert AuditEntry.objects.filter(verb="right_decided").count() == 2


def test_plt_02_group_administrators_cannot_lock_themselves_out(admin):
    for right in (PEOPLE_EDIT, ROLES_EDIT):
        with pytest.raises(Refused, match="right_fixed"):
            actions.decide_right(admin, "group_admin", right, False, at=now())
    with pytest.raises(Missing):
        actions.decide_right(admin, "driver", "no.such", True, at=now())


def test_plt_02_only_group_administrators_decide_rights(head):
    with pytest.raises(Denied):
        actions.decide_right(head, "care_agent", "people.view", True, at=now())


def test_plt_02_absence_with_deputy(tenants, head, member):
    one, other, far = member("care_agent"), member("care_agent"), member("care_agent", tenants.sister)
    with pytest.raises(Refused, match="deputy_self"):
        actions.add_absence(head, one.pk, today(), today(), one.pk, at=now())
    with pytest.raises(Missing):
        actions.add_absence(head, one.pk, today(), today(), far.pk, at=now())
    absence = actions.add_absence(head, one.pk, today(), today(), other.pk, at=now())
    with scope(head):
        found = colleagues(head, today())[one.pk]
    assert (found.away, found.deputy_id) == (True, other.pk)
    actions.drop_absence(head, absence.pk, at=now())
    with pytest.raises(Missing):
        actions.drop_absence(head, absence.pk, at=now())


def test_plt_02_limits_are_policies_per_role_and_store(tenants, admin, member):
    manager = member("sales_manager")
    with scope(acting(manager)):
        assert acting(manager).limits["discount"] == 10_000_00
        assert "refund" not in acting(manager).limits
    general = acting(member("general_manager"))
    set_value(
        general,
        "limits.discount.sales_manager",
        12_000_00,
        for_store=tenants.store.pk,
        valid_from=today(),
        reason="",
        at=now(),
    )
    with scope(general):
        assert acting(manager).limits["discount"] == 12_000_00


def test_plt_02_people_pages_tell_their_story(tenants, client_as, settings):
    client = client_as("group_admin", everywhere=True)
    made = client.post("/settings/people/new", {"name": "周小明", "username": "zhou", "email": ""})
    assert made.context["first"]
    account = Account.objects.get(username="zhou")
    page = f"/settings/people/{account.pk}"
    assert client.get(page).status_code == 200
    give = {"role": "care_agent", "store_id": tenants.store.pk, "since": today(), "skills": "insurance"}
    assert client.post(f"{page}/posts", give).status_code == 302
    standing = standing_of(account)
    assert actor_in(standing, None).rights == carried_by(["care_agent"])
    held = Membership.objects.get(account=account)
    assert held.skills == ["insurance"]
    assert "周小明" in client.get("/settings/people/?q=周小&role=care_agent").content.decode()
    assert client.post(f"{page}/posts/{held.pk}", {"is_team_lead": "on"}).status_code == 302
    held.refresh_from_db()
    assert (held.is_team_lead, held.skills) == (True, [])
    assert client.post(f"{page}/absences", {"since": today(), "until": today()}).status_code == 302
    assert client.post(f"{page}/posts/{held.pk}/end", {"last_day": today()}).status_code == 302
    assert client.post(f"{page}/reset-password").context["first"]
    assert client.post(f"{page}/reset-factor").status_code == 302
    assert client.post(page, {"name": "周明", "email": "", "is_active": ""}).status_code == 302
    account.refresh_from_db()
    assert (account.name, account.is_active) == ("周明", False)


def test_plt_02_the_table_of_roles(client_as):
    client, page = client_as("group_admin", everywhere=True), "/settings/roles/decide"
    script = {"HX-Request": "true"}
    assert "driver:people.view:1" in client.get("/settings/roles").content.decode()
    given = client.post(page, {"decide": "driver:people.view:1"}, headers=script)
    assert given.context["cell"]["own"]
    assert client.post(page, {"decide": "driver:people.view:0"}).status_code == 302
    refused = client.post(page, {"decide": "group_admin:roles.edit:0"}, headers=script)
    assert (refused.status_code, refused["HX-Reswap"]) == (422, "none")
    for nonsense in ("", "x", "driver:x:1", "x:people.view:1", "a:b:c:d"):
        assert client.post(page, {"decide": nonsense}).status_code in (404, 422)
    assert client_as("general_manager").get("/settings/roles").status_code == 403


def test_people_list_asks_the_same_number_of_questions_at_1_and_50_rows(client_as, member):
    client, counts = client_as("group_admin", everywhere=True), []
    client.get("/settings/people/")  # what is asked once a while and then remembered
    for people_more in (0, 49):
        for _ in range(people_more):
            member("technician")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/settings/people/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_ppl_11_people_are_a_list_with_filters_sort_views_and_paging(tenants, client_as, member):
    client = client_as("general_manager")
    away, closed = member("care_agent"), member("technician")
    Absence.objects.create(account=away, since=today(), until=today())
    closed.is_active = False
    closed.save(update_fields=["is_active"])

    def shown(query):
        page = client.get(f"/settings/people/?{query}").content.decode()
        return [one.pk for one in (client.account, away, closed) if f'data-row="{one.pk}"' in page]

    assert shown("tab=all") == [client.account.pk, away.pk, closed.pk]
    assert shown("tab=away") == [away.pk]
    assert shown("tab=closed") == [closed.pk]
    assert shown("role=technician") == [closed.pk]
    assert shown(f"q={away.username}") == [away.pk]
    for sort in ("username", "-last", "last", "-joined"):
        assert len(shown(f"sort={sort}")) == 3
    assert client.post("/settings/people/list/views", {"name": "请假", "query": "away=1"}).status_code < 400
    assert client.get(f"/settings/people/{away.pk}/sheet").status_code == 200


def test_p9_the_list_of_people_is_that_of_the_store_and_export_has_its_own_right(tenants, client_as, member):
    other = member("care_agent", tenants.sister)
    client, manager = client_as("general_manager"), client_as("care_manager")
    assert f'data-row="{other.pk}"' not in client.get("/settings/people/").content.decode()
    assert client.get(f"/settings/people/{other.pk}/sheet").status_code == 404
    assert manager.get("/settings/people/").status_code == 200
    assert manager.post("/settings/people/list/export", {"ending": "csv"}).status_code == 403
    assert client_as("care_agent").get("/settings/people/").status_code == 403
