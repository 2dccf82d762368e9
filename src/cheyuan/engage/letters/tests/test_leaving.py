"""CARE-50: the package by a second person's word, posting that counts once, returns, replies, the person's rights."""

import csv
import io
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest

from cheyuan.base.approvals import actions as approvals
from cheyuan.base.channels import actions as channels
from cheyuan.base.channels.policy.mail import by_post
from cheyuan.base.jobs import retention
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact import actions as contact
from cheyuan.engage.letters import actions, queries
from cheyuan.engage.letters.actions import making
from cheyuan.engage.surveys import actions as surveys
from cheyuan.engage.surveys import links
from cheyuan.engage.surveys.actions.answering import Given
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.records.customers import subject
from cheyuan.records.duplicates import actions as duplicates
from cheyuan.site.testing.days import today

from .conftest import house

pytestmark = pytest.mark.django_db(transaction=True)


def posted(boss, made, **changes):
    one = made(**changes)
    return actions.post(boss, one.pk, today(), at=now())


def test_p11_the_package_leaves_only_with_a_second_persons_yes_and_once(boss, made, approved, person):
    person("陈立群", address="510623 华夏路 16 号")
    one = made()
    row = actions.ask(boss, one.pk, "华南印务", at=now())
    with pytest.raises(Conflict, match="package_unready"):
        actions.take(boss, row.pk, at=now())
    with pytest.raises(Denied, match="approval_own"):
        approvals.decide(boss, row.approval_id, yes=True, at=now())
    approvals.withdraw(boss, row.approval_id, at=now())
    taken = actions.take(boss, approved(one).pk, at=now())
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert set(inside) == {"addresses.csv", "letters-01.pdf", "envelopes-01.pdf", "SHA256SUMS"}
    sums = dict(reversed(line.split("  ")) for line in inside.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: sha256(content).hexdigest() for name, content in inside.items()}
    lines = list(csv.reader(io.StringIO(inside["addresses.csv"].decode("utf-8-sig"))))
    assert lines[1][1:] == ["陈立群 先生 收", "510623", "广东省广州市天河区华夏路 16 号"]
    assert boss.name in lines[-1][0], "the sheet says whose copy it is"


def test_p11_taken_twice_or_too_late_it_is_refused(boss, made, approved, person):
    person()
    one = made()
    row = approved(one)
    with pytest.raises(Conflict, match="package_over"):
        actions.take(boss, row.pk, at=now() + timedelta(hours=49))
    actions.take(boss, row.pk, at=now())
    with pytest.raises(Conflict, match="package_taken"):
        actions.take(boss, row.pk, at=now())


def test_p11_control_an_approval_written_past_the_desk_opens_nothing(boss, made, person, owner_connection):
    """Whoever could write the table still has no signature of a second person."""
    person()
    row = actions.ask(boss, made().pk, "印刷", at=now())
    owner_connection.execute("UPDATE letters_package SET state = 'approved' WHERE id = %s", [row.pk])
    owner_connection.execute("UPDATE approvals_approval SET state = 'approved' WHERE id = %s", [row.approval_id])
    with pytest.raises(Conflict, match="package_unready"):
        actions.take(boss, row.pk, at=now())


def test_p11_nobody_else_takes_it(boss, chief, made, approved, person, actor, tenants):
    person()
    row = approved(made())
    for by in (chief, actor("marketing_manager"), actor("care_manager", tenants.sister)):
        with pytest.raises(Missing):
            actions.take(by, row.pk, at=now())


def test_p6_who_refused_since_is_taken_out_before_anything_leaves(boss, made, approved, person, rows, tenants):
    stays, leaves = person("留下"), person("拒绝")
    one = made()
    row = approved(one)
    channels.refuse(boss, address=leaves.phone, channel="letter", purpose="marketing", source="call", at=now())
    with pytest.raises(Conflict, match="letters_refused"):
        actions.take(boss, row.pk, at=now())
    actions.renew(boss, one.pk, at=now())
    making.work(boss, lambda done, total: None, mailing_id=one.pk)
    states = {each.customer_id: each.state for each in rows(tenants.store, "letters.Letter")}
    assert states == {stays.pk: "made", leaves.pk: "stopped"}
    text = zipfile.ZipFile(io.BytesIO(actions.take(boss, row.pk, at=now()).content)).read("addresses.csv").decode()
    assert "留下" in text
    assert "拒绝" not in text


def test_p6_posting_counts_nothing_for_who_refused_meanwhile(boss, made, person, rows, tenants):
    stays, leaves = person("留下"), person("拒绝")
    one = made()
    channels.refuse(boss, address=leaves.phone, source="call", at=now())
    actions.post(boss, one.pk, today(), at=now())
    lines = rows(tenants.store, "journal.TimelineEntry", verb="letter.posted")
    assert [line.customer_id for line in lines] == [stays.pk]


def test_care_08_a_posted_letter_spends_the_budget_once(boss, made, person, rows, tenants):
    one = person()
    mailing = posted(boss, made)
    with scope(boss):
        said = by_post(boss, boss.store_id, [one.pk], "marketing", at=now())
    assert said[one.pk].code == "frequency"
    with pytest.raises(Conflict, match="wrong_state"):
        actions.post(boss, mailing.pk, today(), at=now())
    assert len(rows(tenants.store, "journal.TimelineEntry", verb="letter.posted", customer_id=one.pk)) == 1
    assert len(rows(tenants.store, "channels.Touch", channel="letter")) == 1


def test_care_50_posted_it_is_not_thrown_away_and_the_day_is_sound(boss, made, person):
    person()
    one = made()
    for day in (today(1), today(-1)):
        with pytest.raises(Refused, match="letter_posted_day"):
            actions.post(boss, one.pk, day, at=now())
    actions.post(boss, one.pk, today(), at=now())
    with pytest.raises(Conflict, match="wrong_state"):
        actions.discard(boss, one.pk, at=now())


def test_care_50_an_answer_by_the_code_counts_as_a_reply(boss, made, person, rows, tenants):
    person("答复"), person("沉默")
    one = posted(boss, made)
    letter = rows(tenants.store, "letters.Letter")[0]
    asked = rows(tenants.store, "surveys.Invitation", pk=letter.invitation_id)[0]
    guest = links.guest(asked.store_id)
    values = dict.fromkeys(("overall", "quality", "waiting", "price", "attitude", "nps"), 9)
    surveys.answer(guest, asked.pk, Given(values), at=now())
    with scope(boss):
        result = queries.results(boss, [one.pk])[one.pk]
    assert (result.posted, result.replied, result.share, result.points) == (2, 1, 0.5, 9.0)
    assert rows(tenants.store, "surveys.Answer")[0].channel == "letter"


def test_care_50_returned_mail_asks_for_the_address(boss, made, person, rows, tenants, actor, client_as):
    one = person()
    posted(boss, made)
    letter = rows(tenants.store, "letters.Letter")[0]
    agent = actor("front_desk")
    assert actions.give_back(agent, letter.number.replace("-", " "), at=now()).state == "returned"
    task = rows(tenants.store, "care.Task", rule="X01")[0]
    assert (task.customer_id, task.role, task.facts["wrong"]) == (one.pk, "service_advisor", "address")
    assert client_as("service_advisor", tenants.store).get(f"/contact/tasks/{task.pk}").status_code == 200
    with pytest.raises(Conflict, match="letter_back"):
        actions.give_back(agent, letter.number, at=now())
    contact.correct(actor("service_advisor"), task.pk, at=now(), address="新地址 1 号")
    with pytest.raises(Conflict, match="letter_worked"):
        actions.take_back(agent, letter.number, at=now())
    assert rows(tenants.store, "customers.Customer", pk=one.pk)[0].address == "新地址 1 号"


def test_care_50_a_return_noted_by_mistake_is_taken_back(boss, made, person, rows, tenants):
    person()
    posted(boss, made)
    letter = rows(tenants.store, "letters.Letter")[0]
    actions.give_back(boss, letter.number, at=now())
    assert actions.take_back(boss, letter.number, at=now()).state == "posted"
    assert [task.state for task in rows(tenants.store, "care.Task", rule="X01")] == ["closed"]


def test_care_50_numbers_that_were_misread_are_found_out(boss, made, person, rows, tenants, actor):
    person()
    posted(boss, made)
    number = rows(tenants.store, "letters.Letter")[0].number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    for typed in (wrong, "", "abc", "１２-00001-1", "9" * 60):
        with pytest.raises(Refused, match="letter_number"):
            actions.give_back(boss, typed, at=now())
    with pytest.raises(Missing):
        actions.give_back(actor("front_desk", tenants.sister), number, at=now())


def test_ppl_08_an_erased_person_is_in_no_letter_and_no_file(boss, made, person, rows, tenants):
    leaves, stays = person("陈立群"), person("周留下")
    one = made()
    copy = subject.copy(house(tenants.store), leaves.pk, at=now())
    assert "陈立群 先生 收" in str(copy["letters"])
    subject.erase(house(tenants.store), leaves.pk, at=now())
    letter = rows(tenants.store, "letters.Letter", customer_id=leaves.pk)[0]
    assert (letter.name, letter.address, letter.filled, letter.state) == ("", "", "", "stopped")
    assert rows(tenants.store, "letters.Part") == [], "both stood in the one file of each kind"
    actions.begin(boss, one.pk, at=now())
    making.work(boss, lambda done, total: None, mailing_id=one.pk)
    assert rows(tenants.store, "letters.Mailing")[0].state == "made"
    assert rows(tenants.store, "letters.Letter", customer_id=stays.pk)[0].state == "made"


def test_ppl_07_letters_follow_a_merge(boss, made, person, rows, tenants, actor):
    kept, gone = person("陈立群"), person("陈立郡")
    posted(boss, made)
    by = house(tenants.store)
    duplicates.merge(by, kept.pk, gone.pk, at=now())
    assert {row.customer_id for row in rows(tenants.store, "letters.Letter")} == {kept.pk}


def test_plt_22_files_and_addresses_go_when_their_time_is_over(boss, made, person, rows, tenants):
    person()
    posted(boss, made)
    by = house(tenants.store)
    assert retention.purge(by, now() + timedelta(days=29)).get("letter_files", 0) == 0
    assert retention.purge(by, now() + timedelta(days=31))["letter_files"] == 2
    assert rows(tenants.store, "letters.Letter")[0].name
    assert retention.purge(by, now() + timedelta(days=366))["letter_addresses"] == 1
    assert not rows(tenants.store, "letters.Letter")[0].name
