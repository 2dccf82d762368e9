"""PLT-01: stores, hours, special days, departments and regions."""

from datetime import date, time

import pytest

from cheyuan.base.accounts.actors import actor_of
from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.tenancy import actions, queries
from cheyuan.base.tenancy.actions import Hours
from cheyuan.base.tenancy.models import OpeningHours, SpecialDay
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused

pytestmark = pytest.mark.django_db
NINE = Hours(0, time(9), time(17))


@pytest.fixture
def admin(member):
    return actor_of(member("group_admin", everywhere=True), every=True)


def test_plt_01_a_new_store_has_hours_and_a_code_of_its_own(tenants, admin, actor):
    region = actions.add_region(admin, "华南", at=now())
    store = actions.add_store(admin, "s9", "番禺店", region_id=region.pk, at=now())
    assert len(queries.hours(store)) == 7
    with pytest.raises(Refused, match="store_code_taken"):
        actions.add_store(admin, "s9", "又一店", at=now())
    with pytest.raises(Denied):
        actions.add_store(actor("general_manager"), "s8", "店", at=now())


@pytest.mark.parametrize("name", ["sister", "stranger"])
def test_p9_another_store_cannot_be_changed(tenants, actor, name):
    by, other = actor("general_manager"), getattr(tenants, name).pk
    for do in (
        lambda: actions.set_hours(by, other, [NINE], at=now()),
        lambda: actions.set_special_day(by, other, date(2027, 1, 1), None, None, at=now()),
        lambda: actions.add_department(by, other, "care", "客服", at=now()),
        lambda: queries.store_of(by, other),
    ):
        with pytest.raises(Missing):
            do()


def test_plt_01_hours_of_a_week(tenants, actor):
    by = actor("general_manager")
    actions.set_hours(by, tenants.store.pk, [NINE], at=now())
    assert list(queries.hours(tenants.store)) == [0]
    for wrong in (
        Hours(0, time(9), time(9)),
        Hours(0, time(9), time(17), time(12), None),
        Hours(0, time(9), time(17), time(8), time(10)),
        Hours(7, time(9), time(17)),
    ):
        with pytest.raises(Refused, match="hours_backwards"):
            actions.set_hours(by, tenants.store.pk, [wrong], at=now())
    assert OpeningHours.objects.filter(store=tenants.store).count() == 1
    with scope(by):
        assert AuditEntry.objects.filter(verb="hours_set").count() == 1


def test_plt_01_special_days(tenants, actor):
    by = actor("general_manager")
    day = date(2027, 2, 6)
    actions.set_special_day(by, tenants.store.pk, day, None, None, "春节", at=now())
    actions.set_special_day(by, tenants.store.pk, day, time(10), time(15), at=now())
    with pytest.raises(Refused):
        actions.set_special_day(by, tenants.store.pk, day, time(10), None, at=now())
    one = SpecialDay.objects.get(store=tenants.store)
    assert one.opens == time(10)
    actions.drop_special_day(by, tenants.store.pk, one.pk, at=now())
    with pytest.raises(Missing):
        actions.drop_special_day(by, tenants.store.pk, one.pk, at=now())


def test_plt_01_store_pages_tell_their_story(tenants, client_as):
    client, page = client_as("group_admin", everywhere=True), f"/settings/stores/{tenants.store.pk}"
    assert "天河店" in client.get("/settings/stores").content.decode()
    assert client.get(page).status_code == 200
    place = {"name": "天河旗舰店", "city": "广州", "address": "", "phone": "", "region_id": ""}
    assert client.post(page, place).status_code == 302
    week = {f"d{day}-{name}": text for day in range(6) for name, text in (("opens", "09:00"), ("closes", "18:00"))}
    assert client.post(f"{page}/hours", week).status_code == 302
    assert sorted(queries.hours(tenants.store)) == [0, 1, 2, 3, 4, 5]
    assert client.post(f"{page}/hours", {**week, "d1-closes": ""}).status_code == 422
    assert client.post(f"{page}/hours", {**week, "d1-closes": "08:00"}).status_code == 422
    assert client.post(f"{page}/days", {"day": "2099-01-01", "reason": "元旦"}).status_code == 302
    assert client.post(f"{page}/days", {"day": "soon"}).status_code == 422
    assert client.post(f"{page}/departments", {"name": "客服部", "code": "care"}).status_code == 302
    assert "客服部" in client.get(page).content.decode()
    assert client.post("/settings/stores/new", {"name": "番禺店", "code": "py", "city": ""}).status_code == 302
    assert client.post("/settings/regions/new", {"name": "华南"}).status_code == 302
    assert client.get(f"/settings/stores/{tenants.stranger.pk}").status_code == 404
    assert client_as("technician").get("/settings/stores").status_code == 403
