"""PLT-20, PLT-21: lock screen, ends of sessions, gates, store, language, drafts."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver

from cheyuan.base.accounts.actions import sweep_drafts
from cheyuan.base.accounts.actors import actor_of
from cheyuan.base.accounts.models import Draft, Membership, StaffSession
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.site.testing.people import PASSWORD

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
FETCH = {"X-Requested-With": "fetch"}


def age(**values):
    StaffSession.objects.update(**{name: now() - timedelta(minutes=minutes) for name, minutes in values.items()})


def test_plt_20_thirty_quiet_minutes_lock_the_page(client_as):
    client = client_as("care_agent")
    client.get("/me")
    age(last_seen=29)
    assert client.get("/me").status_code == 200
    age(last_seen=31)
    locked = client.get("/me")
    assert (locked.status_code, locked.templates[0].name) == (401, "accounts/locked.html")
    assert client.get("/me", headers=HTMX).status_code == 401
    assert "HX-Redirect" not in client.get("/me", headers=HTMX)
    assert client.post("/unlock", {"password": "wrong"}, headers=FETCH).status_code == 403
    assert client.post("/unlock", {"password": PASSWORD}, headers=FETCH).status_code == 204
    assert client.get("/me").status_code == 200


def test_plt_20_locked_by_hand_and_opened_where_one_was(client_as):
    client = client_as("care_agent")
    assert client.post("/lock", headers=FETCH).status_code == 204
    assert client.get("/me").status_code == 401
    assert client.post("/unlock", {"password": PASSWORD, "next": "/me"})["Location"] == "/me"
    assert client.get("/me").status_code == 200


def test_plt_20_five_wrong_unlocks_end_the_session(client_as):
    client = client_as("care_agent")
    client.post("/lock")
    codes = [client.post("/unlock", {"password": "x"}, headers=FETCH).status_code for _ in range(6)]
    assert codes == [403] * 5 + [401]
    assert StaffSession.objects.filter(account=client.account).count() == 0


def test_plt_20_pages_that_ask_by_themselves_are_no_sign_of_life(client_as):
    client = client_as("care_agent")
    client.get("/me")
    age(last_seen=20)
    client.get("/me", headers={"X-Background": "1"})
    assert now() - StaffSession.objects.get().last_seen > timedelta(minutes=19)
    client.get("/me")
    assert now() - StaffSession.objects.get().last_seen < timedelta(minutes=1)


def test_plt_20_twelve_hours_end_it_whatever_happens(client_as):
    client = client_as("care_agent")
    client.get("/me")
    age(created_at=12 * 60 + 1)
    assert client.get("/me").status_code == 302
    assert client.get("/me", headers=HTMX)["HX-Redirect"] == "/login"
    assert client.get("/me", headers={"X-Requested-With": "fetch"})["HX-Redirect"] == "/login"


def test_plt_20_whoever_was_writing_comes_back_to_the_page_they_wrote_on(client_as):
    client = client_as("care_agent")
    age(created_at=12 * 60 + 1)
    where = {"contact": "http://testserver/contact/tasks/7?late=1", "elsewhere": "https://evil.example/contact/"}
    sent = {key: client.post("/me", headers={**HTMX, "HX-Current-URL": url}) for key, url in where.items()}
    assert sent["contact"]["HX-Redirect"] == "/login?next=%2Fcontact%2Ftasks%2F7%3Flate%3D1"
    assert sent["elsewhere"]["HX-Redirect"] == "/login"


def test_plt_20_choosing_a_store_does_not_make_a_session_younger(tenants, client_as):
    client = client_as("care_agent")
    age(created_at=60)
    client.post("/store", {"store": tenants.store.id})
    assert now() - StaffSession.objects.get().created_at > timedelta(minutes=59)


def test_plt_20_an_account_closed_meanwhile_is_out(client_as):
    client = client_as("care_agent")
    client.account.is_active = False
    client.account.save()
    assert client.get("/me").status_code == 302


def test_plt_01_staff_of_several_stores_switch(tenants, client_as):
    client = client_as("care_agent", tenants.store)
    Membership.objects.create(
        account=client.account, group=tenants.group, store=tenants.sister, role="technician", since="2020-01-01"
    )
    assert client.get("/me").context["actor"].store_id == tenants.store.id
    assert client.post("/store", {"store": tenants.sister.id, "next": "/me"})["Location"] == "/me"
    actor = client.get("/me").context["actor"]
    assert (actor.store_id, actor.roles) == (tenants.sister.id, {"technician"})
    for wish in (tenants.stranger.id, "0", "x", ""):
        assert client.post("/store", {"store": wish}).status_code == 403
    assert client.get("/me").context["actor"].store_id == tenants.sister.id


def test_plt_01_group_administrators_look_at_all_stores(tenants, client_as):
    client = client_as("group_admin", everywhere=True)
    assert client.post("/store", {"store": "0"}).status_code == 302
    actor = client.get("/me").context["actor"]
    assert (set(actor.store_ids), actor.store_id) == ({tenants.store.id, tenants.sister.id}, None)


def test_plt_60_chinese_first(client_as):
    assert "登录" in Client().get("/login").content.decode()
    assert "Log in" in Client(headers={"Accept-Language": "en-GB,en"}).get("/login").content.decode()
    assert "登录" in Client(headers={"Accept-Language": "de,en"}).get("/login").content.decode()
    client = client_as("care_agent")
    assert client.get("/me")["Content-Language"] == "zh-hans"
    client.post("/language", {"language": "en"})
    assert client.get("/me")["Content-Language"] == "en"
    client.account.refresh_from_db()
    assert client.account.language == "en"
    client.post("/language", {"language": "xx"})
    assert client.get("/me")["Content-Language"] == "en"


def test_drafts_are_kept_for_oneself_and_sealed(tenants, client_as):
    client, other = client_as("care_agent"), client_as("care_agent")
    assert client.get("/drafts/task:5").status_code == 204
    client.post("/drafts/task:5", {"body": json.dumps({"note": ["王先生说下周来"]})})
    client.post("/drafts/task:5", {"body": "newer"})
    assert client.get("/drafts/task:5").json()["body"] == "newer"
    assert other.get("/drafts/task:5").status_code == 204
    with scope(actor_of(client.account)), connection.cursor() as cursor:
        cursor.execute("SELECT body FROM accounts_draft")
        assert b"newer" not in bytes(cursor.fetchone()[0])
    assert client.delete("/drafts/task:5").status_code == 204
    assert client.get("/drafts/task:5").status_code == 204


def test_drafts_have_a_size_and_an_end(tenants, client_as):
    client = client_as("care_agent")
    assert client.post("/drafts/a", {"body": "字" * 30_000}).status_code == 422
    client.post("/drafts/a", {"body": "x"})
    by = actor_of(client.account)
    assert sweep_drafts(by, at=now() + timedelta(days=13)) == 0
    assert sweep_drafts(by, at=now() + timedelta(days=15)) == 1
    with scope(by):
        assert Draft.objects.count() == 0


def patterns(resolver=None):
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one)


def test_plt_21_the_list_of_public_pages_is_short_and_known():
    """A new public page must be written down here too."""
    public = {one.name for one in patterns() if getattr(one.callback, "public", False)}
    assert public <= {
        "login", "code", "set_language", "hook", "survey", "healthz", "readyz", "metrics",
        "passkey_login", "passkey_login_ask", "passkey_code", "passkey_code_ask",
    }  # fmt: skip
