"""P13: database away or disk full is an answer with a code, never a crash; /healthz, /readyz, /metrics tell it."""

import errno
import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from cheyuan.base.accounts.rights import public
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.ref import Ref
from cheyuan.site.operations import outage
from cheyuan.site.urls import urlpatterns as house

HTML = "text/html,application/xhtml+xml"


def failing(trouble: Exception) -> Callable[[HttpRequest], HttpResponse]:
    @public
    def view(request: HttpRequest) -> HttpResponse:
        raise trouble

    return view


def caused(by: Exception) -> OperationalError:
    trouble = OperationalError(str(by))
    trouble.__cause__ = by
    return trouble


urlpatterns = [
    *house,
    path("away", failing(OperationalError("connection refused"))),
    path("full", failing(caused(psycopg.errors.DiskFull("no space left")))),
    path("upload", failing(OSError(errno.ENOSPC, "no space left"))),
    path("deadlock", failing(caused(psycopg.errors.DeadlockDetected("deadlock")))),
    path("mistake", failing(ValueError("secret 13800000000"))),
]
handler500 = outage.server_error


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/away", 503, "database_away"),
        ("/full", 507, "disk_full"),
        ("/upload", 507, "disk_full"),
        ("/deadlock", 503, "busy"),
        ("/mistake", 500, "internal"),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_p13_troubles_are_problem_json_for_programs_and_a_calm_page_for_people(
    client: Client, address: str, status: int, code: str
) -> None:
    told = client.get(address, headers={"accept": "application/json"})
    assert (told.status_code, told["Content-Type"]) == (status, "application/problem+json")
    assert json.loads(told.content)["code"] == code
    page = client.get(address, headers={"accept": HTML, "accept-language": "zh-hans"})
    assert page.status_code == status
    assert "再" in page.text or "重试" in page.text
    assert "13800000000" not in page.text + told.text
    assert ("Retry-After" in page) is (status != 500)


def test_plt_50_healthz_asks_nothing_of_the_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_plt_50_readyz_names_what_is_missing(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    told = client.get("/readyz")
    assert told.status_code == 503
    checks = json.loads(told.content)["checks"]
    assert {name for name, check in checks.items() if not check["ok"]} == {"jobs"}


@pytest.mark.django_db
def test_plt_50_readyz_is_content_with_a_living_worker(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_plt_50_readyz_is_not_content_with_a_silent_worker(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes')")
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_plt_50_metrics_hold_every_promised_figure(client: Client) -> None:
    text = client.get("/metrics").text
    promised = ["ledger_sum", "outbox_oldest_seconds", "messages_unknown", "stock_negative", "backup_age_seconds"]
    for name in [*promised, "paid_unfulfilled"]:
        assert f"\n{name} " in text
    assert "\naudit_head_ok 1.0" in text


@pytest.mark.django_db(transaction=True)
def test_p16_metrics_tell_a_head_that_does_not_fit(
    client: Client, tenants: Any, actor: Any, owner_connection: Any
) -> None:
    by = actor()
    with scope(by):
        note(by, "test.noted", Ref("customer", 1), at=now())
    assert "\naudit_head_ok 1.0" in client.get("/metrics").text
    owner_connection.execute("UPDATE journal_audithead SET hash = '\\x00'")
    assert "\naudit_head_ok 0.0" in client.get("/metrics").text


def test_plt_50_metrics_are_not_for_the_outside(client: Client) -> None:
    assert client.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 404
