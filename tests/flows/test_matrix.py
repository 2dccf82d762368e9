"""P9, PLT-21: roles × routes × stores, generated from the table of routes: a new route is asked for without anybody's doing."""

import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from cheyuan.base.accounts.rights import marked
from cheyuan.kernel.right import ROLES

sys.path.insert(0, str(Path(__file__).parent))
from routes import Route, routes

pytestmark = pytest.mark.django_db
ALL = list(routes())
PAGES = [route for route in ALL if not route.is_api]
CLOSED = [route for route in PAGES if not marked(route.view, "public")]
SIMPLE = [route for route in CLOSED if not route.parameters]
PUBLIC = {"login", "login/code", "language", "healthz", "readyz", "metrics"}
OPEN_API = {("post", "/api/v1/auth/login")}
SAMPLES = {
    "store_id": lambda tenants, member: tenants.sister.pk,
    "account_id": lambda tenants, member: member("technician", tenants.sister).pk,
}
"""Parameter → the number of a record of the sister store; a room adds its own here."""


def name(route: Route) -> str:
    return route.route


def test_plt_21_the_list_of_public_pages_is_known():
    assert {route.route for route in PAGES if marked(route.view, "public")} <= PUBLIC


@pytest.mark.parametrize("route", CLOSED, ids=name)
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_p9_anonymous_is_led_to_the_login(route, method):
    answer = getattr(Client(), method)(route.address())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login")
    script = getattr(Client(), method)(route.address(), headers={"HX-Request": "true"})
    assert (script.status_code, script["HX-Redirect"], script.content) == (401, "/login", b"")


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_p9_anonymous_gets_nothing_from_the_api(method):
    described = Client().get("/api/v1/openapi.json").json()["paths"]
    for path, operations in described.items():
        if method in operations and (method, path) not in OPEN_API:
            address = path.replace("{", "").replace("}", "") if "{" not in path else _filled(path)
            answer = Client().generic(method.upper(), address, "{}", content_type="application/json")
            assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated"), (method, path)


def _filled(path: str) -> str:
    return "/".join("1" if part.startswith("{") else part for part in path.split("/"))


def test_plt_40_no_route_of_the_api_is_left_out_of_its_description():
    described = set(Client().get("/api/v1/openapi.json").json()["paths"])
    hidden = {
        "/" + route.route for route in ALL
        if route.is_api and not route.route.startswith("^") and not _in(described, "/" + route.route)
    }  # fmt: skip
    assert hidden <= {"/api/v1/", "/api/v1/openapi.json"}


def _in(described: set[str], route: str) -> bool:
    plain = "/".join("{}" if part.startswith("<") else part for part in route.split("/"))
    return plain in {"/".join("{}" if part.startswith("{") else part for part in path.split("/")) for path in described}


@pytest.mark.parametrize("role", ROLES)
def test_p9_no_role_makes_a_page_fall_over(role, client_as, settings):
    settings.DEMO = True
    client = client_as(role)
    for route in SIMPLE:
        answer = client.get(route.address())
        assert answer.status_code in (200, 204, 301, 302, 400, 403, 404, 405, 422), route.route


@pytest.mark.parametrize("route", [one for one in CLOSED if one.parameters], ids=name)
def test_p9_records_of_the_sister_store_do_not_exist(route, tenants, member, client_as, settings):
    """The general manager has every right of pages, but only here."""
    settings.DEMO = True
    known = {key: make(tenants, member) for key, make in SAMPLES.items() if key in route.parameters}
    if not known:
        pytest.skip("no sample of the sister store for " + ", ".join(route.parameters))
    client = client_as("general_manager", tenants.store)
    for method in ("get", "post"):
        answer = getattr(client, method)(route.address(**known))
        assert answer.status_code in (302, 403, 404, 405), (method, answer.status_code)
        if answer.status_code == 302:
            assert not _changed(tenants), route.route


def _changed(tenants) -> bool:
    """Whether anything of the sister store was touched: the audit would tell."""
    entries = apps.get_model("journal", "AuditEntry")._base_manager
    return entries.filter(store_id=tenants.sister.pk).exclude(verb="login").exists()


def test_p17_without_the_gate_the_matrix_would_tell(client_as, monkeypatch):
    """The control: with the gate open, anonymous requests reach the views, and the first test above fails."""
    monkeypatch.setattr("cheyuan.site.middleware.actor.marked", lambda view, mark: True)
    reached = 0
    for route in SIMPLE:
        try:
            answer = Client().get(route.address())
        except Exception:
            reached += 1
        else:
            reached += not (answer.status_code == 302 and answer["Location"].startswith("/login"))
    assert reached
