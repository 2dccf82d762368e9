"""PLT-10, P6, PLT-40: messages and what people said about them, over the API."""

import json
from datetime import UTC, datetime

import pytest

from cheyuan.base.channels import actions, queries
from cheyuan.base.tenancy.scope import scope

ROOT = "/api/v1/messages"
NOON = datetime(2026, 11, 20, 2, tzinfo=UTC)
PHONE = "13800138000"


def send(client, path, body=None, **headers):
    return client.post(f"{ROOT}{path}", json.dumps(body or {}), content_type="application/json", headers=headers)


@pytest.fixture
def by(actor, tenants):
    return actor("care_agent", tenants.store)


def hold(by, intent, **more):
    given = {"channel": "sms", "purpose": "service", "address": PHONE, "text": "您好", **more}
    return actions.hold(by, customer_id=7, intent=intent, at=NOON, **given)


def test_plt_10_messages_masked_newest_first_page_by_page(api_as, by, tenants):
    client, made = api_as("care_agent"), [hold(by, f"i{number}") for number in range(3)]
    first = client.get(f"{ROOT}?limit=2").json()
    assert [one["id"] for one in first["items"]] == [made[2].pk, made[1].pk]
    assert first["items"][0]["address"] == "138****8000"
    assert "text" not in first["items"][0]
    following = client.get(f"{ROOT}?limit=2&cursor={first['next']}").json()
    assert [one["id"] for one in following["items"]] == [made[0].pk]
    assert client.get(f"{ROOT}?state=sent").json()["items"] == []
    assert client.get(f"{ROOT}?state=nothing").status_code == 422
    one = client.get(f"{ROOT}/{made[0].pk}").json()
    assert (one["state"], one["chosen"], one["cost_fen"]) == ("held", "asked", 5)
    assert api_as("care_agent", tenants.sister).get(f"{ROOT}/{made[0].pk}").status_code == 404
    assert api_as("technician").get(ROOT).status_code == 403


def test_plt_10_taken_back_once_and_only_while_it_waits(api_as, by):
    client, made = api_as("care_agent"), hold(by, "a")
    first = send(client, f"/{made.pk}/withdraw", **{"Idempotency-Key": "w1"})
    again = send(client, f"/{made.pk}/withdraw", **{"Idempotency-Key": "w1"})
    assert (first.status_code, first.json()["state"], again.json()) == (200, "withdrawn", first.json())
    assert send(client, f"/{made.pk}/withdraw").status_code == 409
    assert send(client, f"/{made.pk}/replay").status_code == 409
    assert send(client, "/999999/replay").status_code == 404


def test_p6_refusals_over_the_api_hold_at_once_and_end_by_the_persons_word(api_as, by):
    client, made = api_as("care_agent"), hold(by, "a")
    said = {"address": "138-0013-8000", "source": "call"}
    assert send(client, "/refusals", said).status_code == 204
    with scope(by):
        assert queries.message(by, made.pk).state == "refused"
    assert send(client, "/agreements", {**said, "source": ""}).status_code == 422
    assert send(client, "/agreements", said).status_code == 204
    assert hold(by, "b").state == "held"
    assert send(client, "/refusals", {**said, "address": "12"}).status_code == 422
    assert send(client, "/refusals", {**said, "channel": "pigeon"}).status_code == 422
    assert send(api_as("technician"), "/refusals", said).status_code == 403
