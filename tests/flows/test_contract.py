"""P10, PLT-40: no input crashes the API, and every answer is as the description says, for four roles."""

import os

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from cheyuan.base.accounts.actions import give_token
from cheyuan.base.apikit.schemas import In, Out
from cheyuan.kernel.clock import now

from .contract import Probe, described, operations, without
from .samples import KINDS, made

pytestmark = pytest.mark.django_db
ROLES = ("group_admin", "general_manager", "care_agent", "technician")
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "6"))
ENDS_THE_TOKEN = "POST /api/v1/auth/logout"


@pytest.fixture(autouse=True)
def one_connection():
    """Requests end without closing the connection that the test's own transaction is on, as with Django's client."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_p10_no_input_crashes_the_api_and_answers_are_as_described(role, tenants, member, settings):
    numbers = {name: made(kind, tenants.store).pk for name, kind in KINDS.items()}
    text, _ = give_token(member(role, tenants.store), at=now())
    probe = Probe(text, numbers, EXAMPLES)
    for operation in without(operations(described()), ENDS_THE_TOKEN):
        probe.ask(operation)
    assert not probe.wrong, "\n".join(probe.wrong)


def test_plt_40_every_operation_is_described_in_full(client):
    """Summary, sentence, a name of its own, the problems it may answer, the token it asks for."""
    schema = client.get("/api/v1/openapi.json").json()
    every = [(path, method, one) for path, ways in schema["paths"].items() for method, one in ways.items()]
    names = [one["operationId"] for _, _, one in every]
    assert len(set(names)) == len(names)
    for path, method, one in every:
        place = f"{method} {path}"
        assert one["summary"], place
        assert one["description"], place
        assert {"401", "403", "404", "409", "422", "429", "503", "507"} <= one["responses"].keys(), place
        for status in ("403", "422", "503"):
            assert list(one["responses"][status]["content"]) == ["application/problem+json"], place
        assert one.get("security") or place == "post /api/v1/auth/login", place
    scheme = schema["components"]["securitySchemes"]
    assert [kind["scheme"] for kind in scheme.values()] == ["bearer"]


def test_plt_40_writes_may_be_repeated_safely(client):
    """Every write takes an Idempotency-Key, but ways in and out, looks, which are counted one by one, and uploads, which
    write nothing to the book."""
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    without_key = {
        one["operationId"] for ways in paths.values() for method, one in ways.items() if method not in ("get", "delete")
        and "Idempotency-Key" not in {parameter["name"] for parameter in one["parameters"]}
    }  # fmt: skip
    assert without_key <= {"login", "logout", "customer_reveal", "import_upload", "voucher_look"}


def test_plt_40_no_two_shapes_of_the_description_share_a_name(client):
    """The description knows shapes by their bare name: a second one of the same name would silently replace the first."""
    client.get("/api/v1/openapi.json")
    names = [one.__name__ for base in (In, Out) for one in below(base) if "[" not in one.__name__]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def below(shape):
    """All classes built on this one."""
    return {one for child in shape.__subclasses__() for one in {child, *below(child)}}
