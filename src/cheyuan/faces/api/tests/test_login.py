"""PLT-40, PLT-20: the API's way in, its errors and its description."""

import json

import pytest
from django.test import Client

from cheyuan.base.apikit.cursors import encode
from cheyuan.site.testing.people import PASSWORD

pytestmark = pytest.mark.django_db


def post(path, body, **headers):
    return Client().post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)


def token(account, **more):
    answer = post("/auth/login", {"username": account.username, "password": PASSWORD, **more})
    assert answer.status_code == 200, answer.content
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def get(path, headers=None):
    return Client().get(f"/api/v1{path}", headers=headers or {})


def test_plt_40_login_gives_a_token_that_knows_its_person(tenants, member):
    account = member("care_agent")
    answer = get("/me", token(account))
    assert answer.status_code == 200
    assert answer.json()["store_ids"] == [tenants.store.id]
    assert answer.json()["account_id"] == account.id


def test_plt_21_without_a_token_nothing_answers(tenants):
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}):
        answer = get("/me", headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        assert answer["Content-Type"] == "application/problem+json"


def test_plt_20_a_cookie_of_the_pages_opens_nothing_here(client_as):
    assert client_as("group_admin").get("/api/v1/me").status_code == 401


def test_plt_20_five_wrong_tries_shut_the_door(tenants, member):
    account = member("care_agent")
    wrong = {"username": account.username, "password": "wrong-Passw0rd"}
    codes = [post("/auth/login", wrong).status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]
    right = post("/auth/login", {"username": account.username, "password": PASSWORD})
    assert (right.status_code, right.json()["code"]) == (429, "login_locked")


def test_plt_40_unknown_fields_and_addresses_and_methods_are_problems(tenants, member):
    assert post("/auth/login", {"username": "a", "password": "b", "x": 1}).json()["code"] == "invalid"
    assert post("/auth/login", {"username": "a\x00", "password": "b"}).json()["code"] == "invalid"
    assert post("/auth/login", {"username": "a\ud800", "password": "b"}).json()["code"] == "invalid"
    assert (get("/nowhere").status_code, get("/nowhere").json()["code"]) == (404, "not_found")
    wrong = get("/auth/login")
    assert (wrong.status_code, wrong.json()["code"], wrong["Allow"]) == (405, "method_not_allowed", "POST")
    answer = Client().post("/api/v1/auth/login", b"\xff{", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    answer = Client().post("/api/v1/auth/login", b" " * 3_000_000, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_plt_40_request_id_is_echoed(tenants):
    assert get("/me", {"X-Request-ID": "abc-1"})["X-Request-ID"] == "abc-1"
    assert get("/me", {"X-Request-ID": "abc-1"}).json()["request_id"] == "abc-1"
    assert get("/me", {"X-Request-ID": "bad id!"})["X-Request-ID"] != "bad id!"


def test_plt_40_stores_page_by_cursor_and_x_store(tenants, member, settings):
    settings.DEMO = True
    headers = token(member("group_admin", everywhere=True))
    first = get("/stores?limit=1", headers).json()
    second = get(f"/stores?limit=1&cursor={first['next']}", headers).json()
    assert [one["code"] for page in (first, second) for one in page["items"]] == ["s1", "s2"]
    assert second["next"] == ""
    one = get("/stores", {**headers, "X-Store": str(tenants.sister.id)}).json()
    assert [store["code"] for store in one["items"]] == ["s2"]
    strange = get("/stores", {**headers, "X-Store": str(tenants.stranger.id)})
    assert (strange.status_code, strange.json()["code"]) == (403, "store")
    for cursor in ("!!", "eyJ4IjoxfQ", "WyIxIl0", encode(["s1", "x"]), encode(["s\x00", "1"]), encode(["\ud800", "1"])):
        assert get(f"/stores?cursor={cursor}", headers).json()["code"] == "cursor_bad"


def test_plt_20_privileged_roles_need_a_second_factor_outside_the_demo(tenants, member):
    account = member("general_manager")
    answer = post("/auth/login", {"username": account.username, "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (422, "second_factor_needed")


def test_plt_40_scopes_narrow_a_token(tenants, member, settings):
    settings.DEMO = True
    account = member("group_admin")
    only_read = token(account, scopes=["read"])
    assert get("/me", only_read).status_code == 200
    assert Client().post("/api/v1/auth/logout", headers=only_read).status_code == 403
    rights = get("/me", token(account, scopes=["read", "people"])).json()["rights"]
    assert rights
    assert all(right.startswith("people.") for right in rights)


def test_plt_20_logout_ends_the_token(tenants, member):
    headers = token(member("care_agent"))
    assert Client().post("/api/v1/auth/logout", headers=headers).status_code == 204
    assert get("/me", headers).status_code == 401


def test_plt_40_description_is_complete(tenants):
    schema = get("/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    operation = schema["paths"]["/api/v1/me"]["get"]
    assert {"200", "401", "403", "404", "409", "422", "429", "500", "503"} <= set(operation["responses"])
    assert operation["security"] == [{"Bearer": []}]
    assert "security" not in schema["paths"]["/api/v1/auth/login"]["post"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_plt_40_sentences_in_the_language_asked_for(tenants, language):
    answer = get("/me", {"Accept-Language": language})
    assert answer["Content-Language"] == ("en" if language == "en" else "zh-hans")


def test_plt_40_a_parameter_that_nobody_knows_is_refused_by_name(tenants, api_as):
    client = api_as("care_agent")
    answer = client.get("/api/v1/stores?limit=5&limti=7")
    assert (answer.status_code, answer.json()["code"]) == (422, "parameter_unknown")
    assert answer.json()["facts"] == {"field": "limti"}
    assert client.get("/api/v1/stores?limit=5").status_code == 200
    assert client.get("/api/v1/me?x=1").status_code == 422
    assert Client().get("/api/v1/me?x=1").status_code == 401


def test_plt_21_a_store_of_five_thousand_digits_is_no_store_of_ours(tenants, api_as):
    answer = api_as("care_agent").get("/api/v1/me", headers={"X-Store": "9" * 5000})
    assert (answer.status_code, answer.json()["code"]) == (403, "store")
