"""PLT-20: passkeys, as the way in and as second factor. Every lie is told once beside the truth that opens."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from cheyuan.base.accounts import ceremony, totp
from cheyuan.base.accounts.actions import (
    add_passkey,
    ask_for_passkey,
    ask_for_proof,
    confirm_factor,
    drop_passkey,
    prove_passkey,
    reset_factor,
)
from cheyuan.base.accounts.actors import actor_of, standing_of
from cheyuan.base.accounts.errors import WrongLogin
from cheyuan.base.accounts.models import Passkey, RecoveryCode, StaffSession
from cheyuan.base.accounts.place import Place
from cheyuan.base.accounts.queries import duties, has_second_factor
from cheyuan.base.accounts.sessions import SessionStore
from cheyuan.base.accounts.tests.keyring import PRESENT, Device
from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused
from cheyuan.site.testing.people import PASSWORD
from cheyuan.site.testing.threads import at_once

pytestmark = pytest.mark.django_db
HOME = Place("https://staff.example")
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture(autouse=True)
def home(settings):
    settings.ORIGIN = HOME.origin


def equipped(account, **kind):
    """A device that holds a key of the person."""
    device = Device(**kind)
    options, challenge = ask_for_passkey(account, HOME)
    codes = add_passkey(actor_of(account), account, HOME, challenge, device.make(options), name="手机", at=now())
    device.codes = codes
    return device


def proved(device, account=None, *, place=HOME, at=None, asked=None, **lies):
    options, challenge = asked or ask_for_proof(HOME, account)
    return prove_passkey(place, challenge, device.prove(options, **lies), "1.2.3.4", account=account, at=at or now())


def audited(account):
    with scope(actor_of(account)):
        return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def test_plt_20_a_passkey_opens_and_remembers_its_use(member):
    account = member("care_agent")
    device = equipped(account)
    assert proved(device) == account
    key = Passkey.objects.get()
    assert (key.name, key.site, key.sign_count, key.last_used is not None) == ("手机", "staff.example", 1, True)


LIES = [
    {"origin": "https://staff.example.evil.test"},
    {"origin": "http://staff.example"},
    {"origin": "https://other.staff.example"},
    {"challenge": b"x" * 32},
    {"forged": True},
    {"meant": "webauthn.create"},
    {"crossing": True},
    {"handle": b"somebody else's handle"},
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: "-".join(map(str, lie)))
def test_plt_20_a_lie_opens_nothing_and_the_truth_does(member, lie):
    account = member("care_agent")
    device = equipped(account)
    with pytest.raises(WrongLogin):
        proved(device, **lie)
    assert proved(device) == account


def test_plt_20_a_key_for_another_house_or_without_the_person_opens_nothing(member):
    device = equipped(member("care_agent"))
    device.site = "other.example"
    with pytest.raises(WrongLogin):
        proved(device)
    device.site, device.flags = "staff.example", PRESENT
    with pytest.raises(WrongLogin):
        proved(device)
    assert "login_failed" in audited(Passkey.objects.get().account)


def test_plt_20_a_new_key_must_be_asked_for_here_and_verify_its_person(member):
    account = member("care_agent")
    for device, lies in [
        (Device(), {"origin": "https://evil.test"}),
        (Device(), {"challenge": b"y" * 32}),
        (Device(flags=PRESENT), {}),
        (Device(site="evil.test"), {}),
        (Device(), {"crossing": True}),
    ]:
        options, challenge = ask_for_passkey(account, HOME)
        with pytest.raises(WrongLogin):
            add_passkey(actor_of(account), account, HOME, challenge, device.make(options, **lies), name="x", at=now())
    assert not Passkey.objects.exists()
    assert equipped(account)
    assert Passkey.objects.count() == 1


def test_plt_20_a_challenge_is_good_for_one_answer(member):
    """Control: the ceremony by itself, without the spent challenge, takes the very same answer twice."""
    device = equipped(member("care_agent"), counts=False)
    options, challenge = asked = ask_for_proof(HOME)
    said, record = device.prove(options), bytes(Passkey.objects.get().record)
    assert prove_passkey(HOME, challenge, said, "1.2.3.4", at=now())
    with pytest.raises(WrongLogin) as again:
        prove_passkey(HOME, challenge, said, "1.2.3.4", at=now())
    assert again.value.code == "passkey_old"
    with pytest.raises(WrongLogin):
        proved(device, asked=asked)
    assert [ceremony.proved(HOME, challenge, json.loads(said), record) for _ in range(2)] == [0, 0]


@pytest.mark.django_db(transaction=True)
def test_p17_one_answer_sent_many_times_at_once_opens_once(member):
    device = equipped(member("care_agent"), counts=False)
    options, challenge = ask_for_proof(HOME)
    said = device.prove(options)

    answers = at_once(*[lambda: prove_passkey(HOME, challenge, said, "1.2.3.4", at=now())] * 8)
    assert [str(one.code) for one in answers if isinstance(one, WrongLogin)] == ["passkey_old"] * 7


@pytest.mark.parametrize(
    "said", ["", "x", "[]", "{}", '{"id": 1}', '{"rawId": "a", "id": "b"}', "[" * 15_000, "{" + " " * 30_000 + "}"]
)
def test_p10_nonsense_is_a_wrong_answer(member, said):
    equipped(member("care_agent"))
    with pytest.raises(WrongLogin):
        prove_passkey(HOME, ask_for_proof(HOME)[1], said, "1.2.3.4", at=now())


def test_plt_20_a_passkey_is_a_second_factor_with_recovery_codes(member):
    manager = member("care_manager")
    assert duties(manager, standing_of(manager), demo=False) == ["second_factor"]
    device = equipped(manager)
    assert len(device.codes) == RecoveryCode.objects.filter(account=manager).count() == 10
    assert duties(manager, standing_of(manager), demo=False) == []
    assert equipped(manager).codes == []


def test_plt_20_the_last_factor_of_a_privileged_role_stays(member):
    manager = member("care_manager")
    equipped(manager)
    equipped(manager)
    by, (first, second) = actor_of(manager), Passkey.objects.order_by("id")
    drop_passkey(by, manager, first.pk, needed=True, at=now())
    with pytest.raises(Refused) as no:
        drop_passkey(by, manager, second.pk, needed=True, at=now())
    assert (no.value.code, Passkey.objects.count()) == ("factor_last", 1)
    secret = totp.new_secret()
    confirm_factor(by, manager, secret, totp.code(secret, totp.step_of(now())), at=now())
    drop_passkey(by, manager, second.pk, needed=True, at=now())
    assert has_second_factor(manager)


@pytest.mark.django_db(transaction=True)
def test_p17_two_keys_removed_at_once_leave_one(member):
    manager = member("care_manager")
    equipped(manager)
    equipped(manager)
    by, keys = actor_of(manager), list(Passkey.objects.values_list("pk", flat=True))

    answers = at_once(*(lambda key=key: drop_passkey(by, manager, key, needed=True, at=now()) for key in keys))
    assert [one.code for one in answers if isinstance(one, Refused)] == ["factor_last"]
    assert Passkey.objects.count() == 1


def test_plt_20_a_reset_by_the_manager_takes_the_passkeys_too(member, actor):
    account = member("care_agent")
    device = equipped(account)
    reset_factor(actor("general_manager"), account.pk, at=now())
    with pytest.raises(WrongLogin):
        proved(device)


def asked(client, name):
    answer = client.post(reverse(name), headers=FETCH)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_plt_20_in_by_passkey_alone(member):
    account = member("care_manager")
    device, client = equipped(account), Client()
    said = device.prove(asked(client, "accounts:passkey_login_ask"))
    answer = client.post("/login/passkey", {"answer": said, "next": "/me"})
    assert (answer.status_code, answer["Location"]) == (302, "/me")
    assert client.get("/me").status_code == 200
    assert "login" in audited(account)


def test_plt_20_the_question_belongs_to_one_session_and_one_purpose(member):
    device, client, other = equipped(member("care_agent")), Client(), Client()
    said = device.prove(asked(client, "accounts:passkey_login_ask"))
    asked(other, "accounts:passkey_login_ask")
    assert other.post("/login/passkey", {"answer": said}).status_code == 401
    assert Client().post("/login/passkey", {"answer": said}).status_code == 401
    assert client.post("/login/passkey", {"answer": "{}"}).status_code == 401
    assert client.post("/login/passkey", {"answer": said}).status_code == 401, (
        "the question is gone with its first answer"
    )


def test_plt_20_a_question_grows_too_old(member, monkeypatch):
    device, client = equipped(member("care_agent")), Client()
    said = device.prove(asked(client, "accounts:passkey_login_ask"))
    monkeypatch.setattr("cheyuan.base.accounts.views.asked.PATIENCE", -1)
    assert client.post("/login/passkey", {"answer": said}).status_code == 401


def test_plt_20_second_step_by_passkey_or_recovery_code(member):
    account = member("care_agent")
    device, client = equipped(account), Client()
    step = client.post("/login", {"username": account.username, "password": PASSWORD})
    assert step["Location"] == "/login/code"
    assert HOME.origin in client.get("/login/code").content.decode()
    said = equipped(member("care_agent")).prove(asked(client, "accounts:passkey_code_ask"))
    assert client.post("/login/code/passkey", {"answer": said}).status_code == 401
    said = device.prove(asked(client, "accounts:passkey_code_ask"))
    assert client.post("/login/code/passkey", {"answer": said}).status_code == 302
    assert client.get("/me").status_code == 200
    late = Client()
    late.post("/login", {"username": account.username, "password": PASSWORD})
    assert late.post("/login/code", {"code": device.codes[0]}).status_code == 302
    assert Client().post("/login/code/passkey", {"answer": said})["Location"] == "/login"
    assert Client().post("/login/code/passkey/ask", headers=FETCH).status_code == 401


def test_plt_20_programs_need_the_app_where_the_pages_take_a_passkey(member):
    account = member("care_agent")
    equipped(account)
    answer = Client().post(
        "/api/v1/auth/login", {"username": account.username, "password": PASSWORD}, content_type="application/json"
    )
    assert answer.json()["code"] == "app_needed"


def stale():
    """The last proof of the person is long ago."""
    for row in StaffSession.objects.all():
        store = SessionStore()
        row.session_data = store.encode({**store.decode(row.session_data), "proved": 0})
        row.save()


def test_plt_20_keys_are_added_named_and_removed_after_a_fresh_proof(member, settings):
    account, client = member("care_agent"), Client()
    client.post("/login", {"username": account.username, "password": PASSWORD})
    device = Device()
    said = device.make(asked(client, "accounts:passkey_new_ask"))
    assert (
        client.post("/me/passkeys", {"answer": said, "name": "我的手机", "next": "/me"}).templates[0].name
        == "accounts/codes.html"
    )
    key = Passkey.objects.get()
    client.post(f"/me/passkeys/{key.pk}/rename", {"name": "旧手机"})
    assert "旧手机" in client.get("/me").content.decode()
    assert client.post(f"/me/passkeys/{key.pk}/rename", {"name": " "}).status_code == 422
    stale()
    assert client.post("/me/passkeys/ask", headers=FETCH).json()["code"] == "proof_needed"
    away = client.post(f"/me/passkeys/{key.pk}/remove")
    assert away["Location"].startswith("/me/again")
    assert Passkey.objects.count() == 1
    assert client.post("/me/again", {"password": "wrong"}).status_code == 401
    assert client.post("/me/again", {"password": PASSWORD, "next": "/me"})["Location"] == "/me"
    assert client.post(f"/me/passkeys/{key.pk}/remove").status_code == 302
    assert not Passkey.objects.exists()


def test_plt_20_a_passkey_is_a_fresh_proof_too(member):
    account, client = member("care_agent"), Client()
    device = equipped(account)
    client.post("/login/passkey", {"answer": device.prove(asked(client, "accounts:passkey_login_ask"))})
    stale()
    said = device.prove(asked(client, "accounts:passkey_again_ask"))
    assert client.post("/me/again/passkey", {"answer": said, "next": "/me"})["Location"] == "/me"
    assert client.post("/me/passkeys/ask", headers=FETCH).status_code == 200
    assert client.post("/me/again/passkey", {"answer": said}).status_code == 401


def test_plt_20_a_colleagues_key_does_not_exist_for_me(member, client_as):
    equipped(member("care_agent"))
    key, client = Passkey.objects.get(), client_as("care_agent")
    client.post("/me/again", {"password": PASSWORD})
    assert client.post(f"/me/passkeys/{key.pk}/remove").status_code == 404
    assert client.post(f"/me/passkeys/{key.pk}/rename", {"name": "meins"}).status_code == 404
    assert Passkey.objects.get().name == "手机"


def test_plt_20_the_page_says_where_passkeys_work(member, client_as, settings):
    client = client_as("care_agent", language="en")
    assert f"only at {HOME.origin}" in client.get("/me").content.decode()
    settings.ORIGIN = "http://testserver"
    assert "only at" not in client.get("/me").content.decode()
    settings.ORIGIN = ""
    assert "CHEYUAN_ORIGIN" in client.get("/me").content.decode()
    assert client.post("/me/passkeys/ask", headers=FETCH).status_code == 422
