"""P11, PPL-06, PPL-09: phones leave the house only when a second person has approved, once, marked, in time."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from python_calamine import CalamineWorkbook

from cheyuan.base.accounts.actors import actor_of
from cheyuan.base.approvals import actions as approvals
from cheyuan.base.handouts import actions, queries
from cheyuan.base.handouts.models import Handout
from cheyuan.base.jobs import run
from cheyuan.base.jobs.models import Work
from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.lists.wish import Wish
from cheyuan.base.lists.work import export
from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, SPOKEN = "13812345678", "138 1234 5678"
WISH = Wish({}, "", ("name", "phone"), "", 0, "", "")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def asker(member):
    return actor_of(member("care_manager", name="刘经理"))


@pytest.fixture
def boss(member):
    return actor_of(member("general_manager", name="姜总"))


@pytest.fixture
def asked(asker, customer):
    """Ask for an export of the store's customers."""

    def make(ending="csv", by=None):
        customer("王小伟", PHONE)
        return actions.ask(by or asker, "customers", WISH, ending, "年检邀约寄信", at=now())

    return make


def approve(boss, row, yes=True):
    approvals.decide(boss, row.approval_id, yes=yes, remark="ok", at=now())


def work_off(tenants):
    """What a worker does with what was started; answers the states of the work."""
    house = system(tenants.group.pk, (tenants.store.pk,))
    with scope(house):
        ids = list(Work.objects.filter(name=actions.MAKE).values_list("pk", flat=True))
    for pk in ids:
        run.run(pk, tenants.group.pk, tenants.store.pk, lambda: False)
    with scope(house):
        return list(Work.objects.filter(name=actions.MAKE).values_list("state", "error"))


def state(by, row):
    with scope(by):
        return Handout.objects.get(pk=row.pk).state


def test_p11_asked_approved_by_a_second_person_taken_once(asked, asker, boss, tenants, folder):
    row = asked()
    assert (state(asker, row), work_off(tenants)) == ("asked", [])
    approve(boss, row)
    assert (work_off(tenants), state(asker, row)) == ([("done", "")], "made")
    assert not any(SPOKEN.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file()), (
        "sealed on disk"
    )
    taken = actions.take(asker, row.pk, at=now())
    text = taken.content.decode("utf-8-sig")
    assert SPOKEN in text
    assert "刘经理" in text.splitlines()[-1], "whose copy it is"
    with pytest.raises(Conflict, match="handout_taken"):
        actions.take(asker, row.pk, at=now())
    assert not [path for path in folder.rglob("*") if path.is_file()], "nothing of it stays"
    with scope(asker):
        verbs = list(AuditEntry.objects.filter(kind="handout").order_by("pk").values_list("verb", flat=True))
        assert verbs == ["handout.asked", "handout.made", "handout.taken"]
        assert AuditEntry.objects.get(verb="handout.taken").facts["rows"] == 1


def test_p11_the_one_who_asks_cannot_approve_whatever_their_rank(customer, boss):
    customer("王小伟", PHONE)
    row = actions.ask(boss, "customers", WISH, "csv", "x", at=now())
    with pytest.raises(Denied, match="approval_own"):
        approve(boss, row)
    assert state(boss, row) == "asked"


def test_p17_no_other_way_leads_to_the_phones(asked, asker, boss, tenants, monkeypatch, client_as):
    """Each guard alone: making without approval, a state set by hand, taking before it is made, another person's hand."""
    row = asked()
    with pytest.raises(Refused, match="handout_unapproved"):
        actions.make(asker, row.pk, at=now())
    with pytest.raises(Conflict, match="handout_not_ready"):
        actions.take(asker, row.pk, at=now())
    with scope(asker):
        Handout.objects.filter(pk=row.pk).update(state="approved", expires_at=now() + timedelta(hours=1))
    with pytest.raises(Refused, match="handout_unapproved"):
        actions.make(asker, row.pk, at=now())
    monkeypatch.setattr(queries, "is_approved", lambda one: True)
    made = actions.make(asker, row.pk, at=now())
    assert made.state == "made", "control: without the guard the forged state alone would open it"
    with pytest.raises(Missing):
        actions.take(boss, row.pk, at=now())
    monkeypatch.undo()
    with pytest.raises(Conflict, match="handout_not_ready"):
        actions.take(asker, row.pk, at=now())


def test_p11_the_ordinary_export_stays_masked(asked, asker, tenants, folder):
    asked()
    done = export(asker, lambda a, b: None, name="customers", saved=WISH.saved(), ending="csv", title="x.csv")
    text = next((folder / "exports").iterdir()).read_text("utf-8-sig")
    assert (done["rows"], "138 **** 5678" in text, SPOKEN in text) == (1, True, False)


def test_p11_refused_or_withdrawn_nothing_is_made(asked, asker, boss, tenants):
    one = asked()
    approve(boss, one, yes=False)
    two = asked()
    approvals.withdraw(asker, two.approval_id, at=now())
    assert (state(asker, one), state(asker, two), work_off(tenants)) == ("refused", "withdrawn", [])


def test_p11_not_taken_in_time_it_is_gone(asked, asker, boss, tenants, folder):
    row = asked()
    approve(boss, row)
    work_off(tenants)
    late = now() + timedelta(hours=25)
    with pytest.raises(Conflict, match="handout_over"):
        actions.take(asker, row.pk, at=late)
    house = system(tenants.group.pk, (tenants.store.pk,))
    with scope(house):
        assert [actions.expire(house, now()), actions.expire(house, late), actions.expire(house, late)] == [0, 1, 0]
    assert (state(asker, row), [path for path in folder.rglob("*") if path.is_file()]) == ("expired", [])


def test_p11_only_what_was_asked_for_leaves(asked, asker, boss, tenants, customer):
    row = asked()
    customer("后来的", "13900000001")
    approve(boss, row)
    work_off(tenants)
    assert "后来的" not in actions.take(asker, row.pk, at=now()).content.decode("utf-8-sig")


def test_p11_who_lost_the_right_meanwhile_gets_nothing(asked, asker, boss, tenants):
    row = asked()
    apps.get_model("accounts", "Membership").objects.filter(account_id=asker.account_id).update(role="care_agent")
    approve(boss, row)
    assert (state(boss, row), work_off(tenants)) == ("expired", [])


def test_p11_limits_and_rights(asked, asker, boss, member, actor, customer, tenants):
    with pytest.raises(Refused, match="handout_none"):
        actions.ask(asker, "customers", WISH, "csv", "x", at=now())
    customer("乙", "13900000002")
    set_value(actor("group_admin"), "handouts.rows", 1, for_store=None, valid_from=day_of(now()), reason="", at=now())
    with pytest.raises(Refused, match="handout_many"):
        asked()
    for who in ("care_agent", "service_advisor", "finance"):
        with pytest.raises(Denied):
            actions.ask(actor_of(member(who)), "customers", WISH, "csv", "x", at=now())
    with pytest.raises(Refused, match="approval_reason"):
        actions.ask(asker, "customers", WISH, "csv", " ", at=now())
    with pytest.raises(Missing):
        actions.ask(asker, "approvals", WISH, "csv", "x", at=now())


def test_p9_a_sister_store_knows_nothing_of_it(asked, actor, tenants):
    row, other = asked(), actor("general_manager", tenants.sister)
    with scope(other), pytest.raises(Missing):
        queries.handout(other, row.pk)


def test_ppl_06_pages_ask_and_hand_out_a_workbook(client_as, customer, tenants, member):
    client, boss = client_as("care_manager"), client_as("general_manager")
    customer("=1+1", PHONE)
    html = client.get("/customers/?tab=all").content.decode()
    assert "/exports/ask/customers" in html
    assert "/exports/ask/" not in client_as("care_agent").get("/customers/?tab=all").content.decode()
    answer = client.post("/exports/ask/customers", {"query": "tab=all", "format": "xlsx", "reason": "寄信"})
    address = answer["Location"]
    row = Handout.objects.model._base_manager
    by = actor_of(client.account)
    with scope(by):
        one = row.get()
    assert client.post(f"{address}/file").status_code == 409
    boss.post(f"/approvals/{one.approval_id}/decide", {"verdict": "yes"})
    work_off(tenants)
    assert boss.post(f"{address}/file").status_code == 404
    assert f"{address}/file" in client.get(address).content.decode()
    assert f"{address}/file" not in boss.get(address).content.decode()
    file = client.post(f"{address}/file")
    assert (file.status_code, file.content[:2], "no-store" in file["Cache-Control"]) == (200, b"PK", True)
    assert client.post(f"{address}/file").status_code == 409
    sheet = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0)
    cells = [str(cell) for row in sheet.to_python() for cell in row]
    assert (SPOKEN in cells, "'=1+1" in cells) == (True, True)
    assert Path(address).name == str(one.pk)
