"""How a no is answered: as a page, to a script, to a program."""

import pytest
from django.test import Client

from cheyuan.base.accounts.jobs import sweep
from cheyuan.base.accounts.models import LoginTry, StaffSession, Token
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import day_of, now

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there_says_so_in_words(client_as):
    answer = client_as("care_agent").get("/nowhere")
    assert answer.status_code == 404
    assert 'href="/go"' in answer.content.decode()
    assert 'href="/go"' not in Client().get("/nowhere").content.decode()
    assert Client().get("/api/nowhere").json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/import/", "/import"), ("/settings/people?q=x", "/settings/people/?q=x"), ("/customers", "/customers/"),
        ("/nowhere/", ""), ("/api/nowhere/", ""),
    ],
)  # fmt: skip
def test_a_slash_too_many_or_too_few_leads_to_the_page(client_as, asked, led):
    answer = client_as("general_manager").get(asked)
    assert (answer.status_code, answer.get("Location", "")) == ((302, led) if led else (404, ""))


def test_a_refusal_to_a_script_is_a_toast(client_as):
    client = client_as("care_agent")
    answer = client.get("/settings/people/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.json()["code"]) == (403, "denied")
    assert "HX-Trigger" not in answer
    page = client.get("/settings/people/")
    assert (page.status_code, page.templates[0].name) == (403, "ui/refused.html")


def test_plt_21_a_form_without_our_mark_changes_nothing(member):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/login", {"username": "a", "password": "b"}).status_code == 403
    assert client.post("/login", {}, headers={"HX-Request": "true"}).json()["code"] == "form_too_old"


def test_plt_21_every_page_has_the_policy_against_foreign_scripts(client_as):
    for answer in (Client().get("/login"), client_as("care_agent").get("/me")):
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "<script>" not in answer.content.decode()
        assert " style=" not in answer.content.decode()
        assert " onclick=" not in answer.content.decode()


def test_nightly_sweep(tenants, client_as, api_as):
    client_as("care_agent")
    api_as("care_agent")
    Client().post("/login", {"username": "x", "password": "y"})
    StaffSession.objects.update(created_at="2020-01-01T00:00Z")
    Token.objects.update(expires_at="2020-01-01T00:00Z")
    LoginTry.objects.update(last_at="2020-01-01T00:00Z")
    sweep(system(tenants.group.pk, (tenants.store.pk,)), day_of(now()))
    assert not StaffSession.objects.exists()
    assert not Token.objects.exists()
    assert not LoginTry.objects.exists()
