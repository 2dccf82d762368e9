"""PLT-04: a digest per person and day, once, at their hour; its letter leaves once, and after a doubt not again."""

from datetime import UTC, datetime, timedelta

import pytest

from cheyuan.base.accounts.actors import actor_of
from cheyuan.base.channels import providers
from cheyuan.base.channels.models import Connection
from cheyuan.base.channels.providers.plan import Accepted, Doubt, Turned
from cheyuan.base.channels.staffmail import StaffMail
from cheyuan.base.inbox import digesting, mailing
from cheyuan.base.inbox.models import Digest
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system

from .conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
SEVEN, EIGHT = datetime(2026, 11, 19, 23, tzinfo=UTC), datetime(2026, 11, 20, 0, tzinfo=UTC)


@pytest.fixture
def house(tenants):
    return system(tenants.group.pk, (tenants.store.pk, tenants.sister.pk))


def digests(by):
    with scope(by):
        return list(Digest.objects.order_by("pk"))


class Postbox:
    """A provider of this test: it notes each letter and answers what it is told to."""

    name = "postbox"

    def __init__(self):
        self.letters, self.answer = [], Accepted("1")

    def send(self, line, parcel):
        self.letters.append(parcel)
        return self.answer


@pytest.fixture
def postbox(monkeypatch, tenants, house):
    box = Postbox()
    monkeypatch.setitem(providers._providers, "postbox", box)
    with scope(house):
        Connection.objects.create(store_id=tenants.store.pk, channel="email", provider="postbox", hook="h", at=NOW)
    return box


def test_plt_04_at_the_hour_once_per_person_and_day(member, told, house):
    one = member("care_agent")
    told(one, at=SEVEN)
    assert [digesting.make_due(house, at=at) for at in (SEVEN, EIGHT, EIGHT, NOW)] == [0, 1, 0, 0]
    assert [item["count"] for item in digests(house)[0].items] == [1]
    assert digesting.make_due(house, at=NOW + timedelta(days=1)) == 1


def test_plt_04_two_who_make_it_at_once_make_one(member, told, house):
    """The control of the constraint: the second maker is told that it was made."""
    one = member("care_agent")
    told(one)
    made = [digesting._make(one, one.memberships.get().store_id, EIGHT.date(), EIGHT) for _ in range(2)]
    assert made == [True, False]
    assert len(digests(house)) == 1


def test_plt_04_the_person_chooses_hour_or_silence(member, told, house, client_as):
    client = client_as("care_agent")
    told(client.account)
    assert client.post("/inbox/digest/wish", {"is_on": "1", "hour": "17"}).status_code == 302
    assert digesting.make_due(house, at=NOW) == 0
    client.post("/inbox/digest/wish", {"hour": "7"})
    assert digesting.make_due(house, at=NOW) == 0
    client.post("/inbox/digest/wish", {"is_on": "1", "hour": "7"})
    assert digesting.make_due(house, at=NOW) == 1
    assert client.post("/inbox/digest/wish", {"is_on": "1", "hour": "25"}).status_code == 422
    assert client.post("/me", {"name": ""}).status_code == 200, "a wrong form shows the page again"
    assert "Hello you" in client.get("/inbox/digest").content.decode()


def test_plt_04_without_a_mail_server_it_is_seen_in_the_product_and_says_so(member, told, house):
    one = member("care_agent", email="a@b.example")
    told(one)
    digesting.make_due(house, at=NOW)
    assert mailing.DIGESTS.send_due(house, at=NOW) == 0
    assert digests(house)[0].mail == "none"


def test_plt_04_the_letter_leaves_once_and_names_nobody(member, told, house, postbox):
    one = member("care_agent", email="a@b.example", language="en")
    told(one, who="Wang Xiaowei")
    digesting.make_due(house, at=NOW)
    assert [mailing.DIGESTS.send_due(house, at=NOW) for _ in range(3)] == [1, 0, 0]
    letter = postbox.letters[0]
    assert (letter.address, letter.our_id) == ("a@b.example", f"digest-{digests(house)[0].pk}")
    assert "Wang" not in letter.text + letter.subject
    assert digests(house)[0].mail == "sent"


def test_plt_04_killed_between_claim_and_mark_it_is_not_sent_again(member, told, house, postbox):
    one = member("care_agent", email="a@b.example")
    told(one)
    digesting.make_due(house, at=NOW)
    assert mailing.DIGESTS.claim(house, digests(house)[0].pk, at=NOW)
    assert mailing.DIGESTS.send_due(house, at=NOW + timedelta(minutes=1)) == 0
    assert mailing.DIGESTS.send_due(house, at=NOW + timedelta(minutes=9)) == 0
    assert (digests(house)[0].mail, postbox.letters) == ("doubt", [])


def test_p17_without_the_claim_it_would_leave_twice(member, told, house, postbox, monkeypatch):
    one = member("care_agent", email="a@b.example")
    told(one)
    digesting.make_due(house, at=NOW)
    pk = digests(house)[0].pk
    monkeypatch.setattr(StaffMail, "claim", lambda self, by, pk, at: True)
    for _ in range(2):
        mailing.DIGESTS.send(house, pk, at=NOW)
    assert len(postbox.letters) == 2


@pytest.mark.parametrize(
    ("answer", "state"),
    [(Doubt("lost"), "doubt"), (Turned("smtp_550"), "failed"), (Turned("not_reachable", again=True), "waiting")],
)
def test_plt_04_what_the_server_says_is_shown(member, told, house, postbox, answer, state):
    one = member("care_agent", email="a@b.example")
    told(one)
    digesting.make_due(house, at=NOW)
    postbox.answer = answer
    mailing.DIGESTS.send_due(house, at=NOW)
    assert digests(house)[0].mail == state


def test_plt_04_another_person_does_not_read_it(member, told, house, client_as):
    one, client = member("care_agent"), client_as("general_manager")
    told(one)
    digesting.make_due(house, at=NOW)
    own = [row for row in digests(house) if row.account_id == one.pk]
    assert client.get(f"/inbox/digest/{own[0].pk}").status_code == 404
    assert actor_of(one).account_id == own[0].account_id
