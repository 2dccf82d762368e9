"""CARE-14: versions of a script beside each other, and two of them tried by halves."""

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact import actions, queries
from cheyuan.engage.contact.comparing import sentences
from cheyuan.engage.contact.scripts.chosen import chosen
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Conflict, Denied

pytestmark = pytest.mark.django_db(transaction=True)
RULE, LANGUAGE = "R09", "zh-hans"


@pytest.fixture
def boss(actor, tenants):
    actions.ensure_scripts(tenants.group.pk, at=now())
    return actor("care_manager", name="周敏")


def saved(boss, words="您好，{客户}。", **more):
    return actions.save_script(boss, RULE, LANGUAGE, [("开场", words)], "短信", at=now(), **more)


def ids(boss):
    with scope(boss):
        return {one.number: one.pk for one in queries.versions(boss, RULE, LANGUAGE)}


def test_care_14_each_version_has_its_rates_and_the_difference_in_plain_words(boss, owner_connection):
    saved(boss)
    known = ids(boss)
    called_free(owner_connection, boss, known[1], 1000, 300, 100)
    called_free(owner_connection, boss, known[2], 1000, 420, 110)
    with scope(boss):
        newest, first = queries.compared(boss, RULE, LANGUAGE)
        said = sentences(newest)
    assert (newest.calls, newest.reached.rate, newest.booked.rate, newest.than) == (1000, 0.42, 0.11, 1)
    assert first.than is None
    assert [mark for mark, _words in said] == ["well", "wait"]
    assert "+12" in said[0][1]


def called_free(link, boss, version, calls, reached, booked):
    """Calls as an import would write them: the figures ask for nothing else."""
    link.execute(
        "INSERT INTO contact_attempt (store_id, task_id, customer_id, rule, by_name, role, at, day, part, channel, outcome,"
        " reached, note, recording, script_id, details, before, made)"
        " SELECT %s, t.id, t.customer_id, %s, '李', '', now(), current_date, 1, 'call',"
        " CASE WHEN n <= %s THEN 'booked' WHEN n <= %s THEN 'will_come' ELSE 'no_answer' END, n <= %s, '', '', %s,"
        " '{}', '{}', '{}'"
        " FROM generate_series(1, %s) n, care_task t WHERE t.store_id = %s",
        [boss.store_id, RULE, booked, reached, reached, version, calls, boss.store_id],
    )


@pytest.fixture(autouse=True)
def _task(boss, tenants):
    """One task about which all the calls are."""
    by, day = boss, day_of(now())
    with scope(by):
        who = apps.get_model("customers", "Customer").objects.create(
            store_id=by.store_id, cust_no="T1", name="陈", created_at=now(), updated_at=now()
        )
        apps.get_model("care", "Task").objects.create(
            store_id=by.store_id, rule=RULE, subject_kind="customer", subject_id=who.pk, subject="T1", customer=who, cycle="c",
            due_on=day, opens_on=day, deadline=now(), role="care_agent", offer_on=day, created_on=day, created_at=now(),
            updated_at=now(),
        )  # fmt: skip


def test_care_14_two_versions_are_tried_by_halves_and_everybody_hears_one(boss):
    saved(boss, "甲")
    saved(boss, "乙", beside=True)
    with scope(boss):
        heard = {pk: chosen(RULE, LANGUAGE, pk).number for pk in range(400)}
        again = {pk: chosen(RULE, LANGUAGE, pk).number for pk in range(400)}
    assert heard == again
    assert 150 < sum(number == 3 for number in heard.values()) < 250
    assert set(heard.values()) == {2, 3}
    actions.end_trial(boss, RULE, LANGUAGE, at=now())
    with scope(boss):
        assert {chosen(RULE, LANGUAGE, pk).number for pk in range(40)} == {3}
    with pytest.raises(Conflict, match="script_no_trial"):
        actions.end_trial(boss, RULE, LANGUAGE, at=now())


def test_care_14_only_who_writes_scripts_decides(actor, boss):
    saved(boss, beside=True)
    with pytest.raises(Denied):
        actions.end_trial(actor("care_agent"), RULE, LANGUAGE, at=now())


def test_care_14_on_the_page(boss, client_as, owner_connection):
    saved(boss)
    saved(boss, "乙", beside=True)
    known = ids(boss)
    called_free(owner_connection, boss, known[2], 200, 60, 10)
    called_free(owner_connection, boss, known[3], 200, 70, 12)
    desk = client_as("care_manager")
    page = desk.get(f"/contact/scripts/{RULE}/{LANGUAGE}").content.decode()
    assert "尚无明显差别" in page
    assert "还需约" in page
    assert desk.post(f"/contact/scripts/{RULE}/{LANGUAGE}/decide").status_code == 302
    form = {"label": ["开场"], "text": ["丙"], "message": "短信", "beside": "1"}
    assert desk.post(f"/contact/scripts/{RULE}/{LANGUAGE}", form).status_code == 302
    with scope(boss):
        assert queries.versions(boss, RULE, LANGUAGE)[0].against == 3
