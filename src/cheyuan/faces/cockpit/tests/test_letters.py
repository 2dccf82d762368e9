"""INS-31: the letter of the morning, exactly once; the week that is over, frozen."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cheyuan.base.channels import staffmail
from cheyuan.base.channels.providers.plan import Accepted, Doubt
from cheyuan.base.tenancy.scope import scope
from cheyuan.faces.cockpit import jobs, letters, mailing, paper, weekly
from cheyuan.faces.cockpit.models import Letter, Week
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import day_of, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(tenants):
    return system(tenants.group.pk, (tenants.store.pk, tenants.sister.pk), name="cockpit")


def kept(house):
    with scope(house):
        return list(Letter.objects.order_by("pk"))


class Post:
    """A mail server that remembers what it was given; ``answers`` says what it does."""

    name = "smtp"

    def __init__(self, answer):
        self.answer, self.given = answer, []

    def send(self, _line, parcel):
        self.given.append(parcel)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def post(monkeypatch):
    """Every store is connected to it."""

    def connect(answer):
        made = Post(answer)
        for module in (letters, staffmail):
            monkeypatch.setattr(module, "line_of", lambda *_args, **_more: (made, None))
        return made

    return connect


def test_ins_31_managers_with_an_address_get_it_others_only_when_they_ask(member, house, client_as, morning):
    wanted = {member("care_manager", email="a@x.cn").pk, member("general_manager", email="b@x.cn").pk}
    member("care_manager")
    member("service_manager", email="c@x.cn")
    member("care_agent", email="d@x.cn")
    asks = client_as("service_manager")
    asks.post("/cockpit/letters", {"daily": "1"})
    assert letters.write_due(house, at=morning) == 3
    assert {one.account_id for one in kept(house)} == wanted | {asks.account.pk}


def test_ins_31_nobody_gets_it_before_the_hour_or_twice(member, house, morning):
    member("care_manager", email="a@x.cn")
    assert letters.write_due(house, at=morning - timedelta(hours=2)) == 0
    assert [letters.write_due(house, at=morning) for _once in range(3)] == [1, 0, 0]


def test_ins_31_control_the_key_keeps_a_second_letter_out(member, house, morning):
    member("care_manager", email="a@x.cn")
    letters.write_due(house, at=morning)
    (row,) = kept(house)
    with scope(house), pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(
            store_id=row.store_id, account_id=row.account_id, kind="day", day=row.day, made_at=morning
        )


def test_ins_31_one_letter_leaves_once_as_text_and_html_in_the_persons_language(member, house, morning, post):
    server = post(Accepted())
    member("care_manager", email="a@x.cn", language="en")
    letters.write_due(house, at=morning)
    assert [mailing.LETTERS.send_due(house, at=morning) for _once in range(3)] == [1, 0, 0]
    (parcel,) = server.given
    assert parcel.address == "a@x.cn"
    assert parcel.subject.startswith("Cheyuan: yesterday")
    assert "Open the cockpit" in parcel.text
    assert "/cockpit/" in parcel.html
    assert [one.mail for one in kept(house)] == ["sent"]


@pytest.mark.parametrize("answer", [Doubt("lost"), RuntimeError("gone")])
def test_ins_31_after_a_doubt_nothing_is_sent_again(member, house, morning, post, answer):
    server = post(answer)
    member("care_manager", email="a@x.cn")
    letters.write_due(house, at=morning)
    for hours in range(3):
        mailing.LETTERS.send_due(house, at=morning + timedelta(hours=hours))
    assert len(server.given) == 1
    assert [one.mail for one in kept(house)] == ["doubt"]


def test_ins_31_a_worker_that_died_after_its_claim_leaves_a_trace_not_a_second_letter(member, house, morning, post):
    server = post(Accepted())
    member("care_manager", email="a@x.cn")
    letters.write_due(house, at=morning)
    (row,) = kept(house)
    assert mailing.LETTERS.claim(house, row.pk, at=morning)
    assert not mailing.LETTERS.claim(house, row.pk, at=morning)
    assert mailing.LETTERS.send_due(house, at=morning + timedelta(hours=1)) == 0
    assert not server.given
    assert [one.mail for one in kept(house)] == ["doubt"]


def test_ins_31_control_without_the_claim_it_would_leave_twice(member, house, morning, post, monkeypatch):
    server = post(Doubt("lost"))
    member("care_manager", email="a@x.cn")
    letters.write_due(house, at=morning)
    monkeypatch.setattr(staffmail.StaffMail, "claim", lambda *_args, **_more: True)
    monkeypatch.setattr(staffmail.StaffMail, "_mark", lambda *_args: None)
    for _twice in range(2):
        mailing.LETTERS.send_due(house, at=morning)
    assert len(server.given) == 2


def test_ins_31_without_a_mail_server_it_lies_on_the_page_and_only_on_ones_own(client_as, house, morning):
    reader = client_as("care_manager", email="a@x.cn")
    letters.write_due(house, at=morning)
    (row,) = kept(house)
    assert row.mail == "none"
    assert row.subject in reader.get("/cockpit/letters").content.decode()
    assert reader.get(f"/cockpit/letters/{row.pk}").status_code == 200
    assert client_as("care_manager").get(f"/cockpit/letters/{row.pk}").status_code == 404


def test_ins_31_a_week_is_frozen_once_and_stays(tenants, fill, monday, client_as):
    by = system(tenants.group.pk, (tenants.store.pk,), name="cockpit")
    fill("coverage", 9, 10, day=monday)
    row = weekly.close(by, monday, at=now())
    with scope(by):
        before = (weekly.shown(row)["lines"], paper.source(Week.objects.select_related("store").get()))
    fill("coverage", 0, 90, day=monday + timedelta(days=1))
    assert weekly.close(by, monday, at=now()) is None
    with scope(by):
        again = Week.objects.select_related("store").get()
        assert (weekly.shown(again)["lines"], paper.source(again)) == before
    client = client_as("care_manager")
    assert client.get("/cockpit/weeks").status_code == 200
    assert "90.0%" in client.get(f"/cockpit/weeks/{row.pk}").content.decode()
    assert client_as("care_manager", tenants.sister).get(f"/cockpit/weeks/{row.pk}").status_code == 404


def test_ins_31_the_same_week_gives_the_same_paper(tenants, fill, monday, client_as):
    fill("coverage", 9, 10, day=monday)
    row = weekly.close(system(tenants.group.pk, (tenants.store.pk,)), monday, at=now())
    client = client_as("care_manager")
    first, second = (client.get(f"/cockpit/weeks/{row.pk}/pdf").content for _twice in range(2))
    assert first.startswith(b"%PDF-")
    assert first == second


def test_ins_31_a_store_that_did_not_exist_then_has_no_week(tenants):
    by = system(tenants.group.pk, (tenants.store.pk,))
    jobs.nightly(by, day_of(now()))
    with scope(by):
        assert not Week.objects.exists()
