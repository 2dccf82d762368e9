"""P9, PLT-21: roles × routes × stores, generated from the table of routes: a new route is asked for without anybody's doing."""

import re
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from cheyuan.base.accounts.rights import marked
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.right import ROLES

sys.path.insert(0, str(Path(__file__).parent))
from routes import Route, routes
from samples import KINDS, MARK, made

pytestmark = pytest.mark.django_db
ALL = list(routes())
PAGES = [route for route in ALL if not route.is_api]
CLOSED = [route for route in PAGES if not marked(route.view, "public")]
SIMPLE = [route for route in CLOSED if not route.parameters]
PUBLIC = {
    "login",
    "login/code",
    "login/passkey",
    "login/passkey/ask",
    "login/code/passkey",
    "login/code/passkey/ask",
    "language",
    "healthz",
    "readyz",
    "metrics",
    "hooks/<int:store>/<str:token>",
    "s/<str:token>",
}
OPEN_API = {("post", "/api/v1/auth/login")}
PEOPLE = {"store_id", "account_id"}
OF_ONESELF = {
    "session_id", "view_id", "post_id", "absence_id", "day_id", "department_id", "notice_id", "digest_id",
    "passkey_id", "note_id",
}  # fmt: skip
"""Numbers that mean something only to their owner, or only behind another number that is sampled."""


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


SAMPLED = [one for one in CLOSED if set(one.parameters) & (KINDS.keys() | PEOPLE)]


def known(route: Route, store, member) -> dict[str, int]:
    """Numbers of records of the store for the parameters of the route."""
    numbers = {name: made(kind, store).pk for name, kind in KINDS.items() if name in route.parameters}
    if "store_id" in route.parameters:
        numbers["store_id"] = store.pk
    if "account_id" in route.parameters:
        numbers["account_id"] = member("technician", store, name=MARK).pk
    return numbers


@pytest.mark.parametrize("route", SAMPLED, ids=name)
def test_p9_records_of_the_sister_store_do_not_exist(route, tenants, member, client_as, settings):
    """The general manager has every right of pages, but only here; next door the same address opens."""
    settings.DEMO = True
    address = route.address(**known(route, tenants.sister, member))
    stranger, own = client_as("general_manager", tenants.store), client_as("general_manager", tenants.sister)
    before = _audit(tenants)
    for method in ("get", "post"):
        answer = getattr(stranger, method)(address)
        assert answer.status_code in (302, 400, 403, 404, 405, 422), (method, answer.status_code)
        assert MARK.encode() not in answer.content
    assert _audit(tenants) == before
    here = own.get(address)
    guessed = set(route.parameters) - KINDS.keys() - PEOPLE
    assert here.status_code in {200, 204, 302, 403, 405} | ({404} if guessed else set()), here.status_code


def _pages_with_mark(client: Client) -> set[str]:
    """What a PDF says is packed away: the tests of its own room look at that."""
    return {route.route for route in SIMPLE if MARK.encode() in client.get(route.address()).content}


def test_p9_no_list_shows_anything_of_the_sister_store(tenants, client_as, settings):
    settings.DEMO = True
    for kind in KINDS.values():
        made(kind, tenants.sister)
    assert _pages_with_mark(client_as("general_manager", tenants.store)) == set()
    assert _pages_with_mark(client_as("general_manager", tenants.sister))


def test_p17_with_a_scope_too_wide_the_lists_would_tell(tenants, client_as, settings, monkeypatch):
    """The control: the same actor in a scope of both stores sees the neighbours."""
    settings.DEMO = True
    for kind in KINDS.values():
        made(kind, tenants.sister)
    both = (tenants.store.pk, tenants.sister.pk)
    monkeypatch.setattr("cheyuan.site.middleware.actor.looking", lambda by: scope(system(by.group_id, both)))
    assert _pages_with_mark(client_as("general_manager", tenants.store))


def described() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = Client().get("/api/v1/openapi.json").json()["paths"]
    return found


def test_p9_the_api_knows_nothing_of_the_sister_store(tenants, member, api_as):
    stranger = api_as("general_manager", tenants.store)
    for kind in KINDS.values():
        made(kind, tenants.sister)
    for path, operations in described().items():
        names = re.findall(r"{(\w+)}", path)
        if not set(names) <= KINDS.keys():
            continue
        numbers = {name: made(KINDS[name], tenants.sister).pk for name in names if name in KINDS}
        for method in set(operations) - {"parameters"}:
            if path.startswith("/api/v1/auth/"):
                continue
            answer = stranger.generic(method.upper(), path.format(**numbers), "{}", content_type="application/json")
            assert MARK.encode() not in answer.content, (method, path)
            if names:
                assert answer.status_code in (400, 403, 404, 405, 422), (method, path, answer.status_code)


def test_p9_every_route_with_a_number_has_a_sample():
    """A new kind of record is named in samples.KINDS (or, when it has no store, in OF_ONESELF)."""
    plain = {name for route in CLOSED for name in route.parameters if name.endswith("_id")}
    assert plain <= KINDS.keys() | PEOPLE | OF_ONESELF


def _audit(tenants) -> int:
    """Whether anything of the sister store was touched: its chain would be longer."""
    entries = apps.get_model("journal", "AuditEntry")
    with scope(system(tenants.group.pk, (tenants.sister.pk,))):
        return entries.objects.filter(store_id=tenants.sister.pk).count()


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
