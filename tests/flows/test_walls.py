"""P9, P17: two walls keep a store's rows apart, row-level security and the scope of the queries; each alone holds."""

import re
from contextlib import contextmanager

import django_scopes
import pytest

from .routes import routes
from .samples import KINDS, MARK, made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def take_down_security(owner):
    """The first wall, as the owner of the tables: no policy decides any more which rows exist."""
    secured = owner.execute("SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity").fetchall()
    for (table,) in secured:
        owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY".encode())
    assert len(secured) > 20


def take_down_scopes(monkeypatch):
    """The second wall: queries name no store unless they do it themselves."""

    @contextmanager
    def open_to_all(**_given):
        with django_scopes.scopes_disabled():
            yield

    monkeypatch.setattr("cheyuan.base.tenancy.scope.django_scopes.scope", open_to_all)


def neighbours(tenants, client_as, api_as):
    """What a general manager is shown of records next door: the routes that answer with anything of them."""
    numbers = {name: made(kind, tenants.sister).pk for name, kind in KINDS.items()}
    page, api = client_as("general_manager", tenants.store), api_as("general_manager", tenants.store)
    asked = [(page, one.route, one.address(**numbers)) for one in routes() if _numbered(one) and not one.is_api]
    for path, ways in api.get("/api/v1/openapi.json").json()["paths"].items():
        names = set(re.findall(r"{(\w+)}", path))
        if "get" in ways and names <= KINDS.keys() and not path.startswith("/api/v1/auth"):
            asked.append((api, path, path.format(**numbers)))
    return {name for client, name, address in asked if MARK.encode() in _shown(client, address)}


def _numbered(route):
    return not route.parameters or set(route.parameters) <= KINDS.keys()


def _shown(client, address):
    client.raise_request_exception = False
    answer = client.get(address)
    return b"" if answer.streaming else answer.content


@pytest.mark.parametrize("down", ["none", "security", "scopes", "both"])
def test_p9_each_wall_holds_alone_and_without_both_the_neighbours_are_seen(
    down, tenants, client_as, api_as, owner_connection, monkeypatch, settings
):
    settings.DEMO = True
    if down in ("security", "both"):
        take_down_security(owner_connection)
    if down in ("scopes", "both"):
        take_down_scopes(monkeypatch)
    seen = neighbours(tenants, client_as, api_as)
    if down == "both":
        assert seen >= {"/api/v1/customers", "/api/v1/vehicles/{vehicle_id}"}
    else:
        assert seen == set()
