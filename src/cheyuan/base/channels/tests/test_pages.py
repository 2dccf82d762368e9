"""PLT-10: each message is seen with the reason it exists; addresses are masked."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cheyuan.base.channels import actions

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def held(actor):
    return actions.hold(
        actor(), customer_id=1, channel="sms", purpose="service", address="13800138000", text="您好，<b>该保养了",
        intent="task:1:sms", reason="unreached", at=NOW,
    )  # fmt: skip


def test_plt_10_list_shows_held_messages_masked(held, client_as):
    page = client_as("care_agent").get(reverse("channels:list")).content.decode()
    assert "138****8000" in page
    assert "13800138000" not in page
    assert "unreached" in page


@pytest.mark.parametrize("name", ["page", "sheet"])
def test_plt_10_one_message_with_its_text_reason_channel_and_history(held, client_as, name):
    page = client_as("care_agent").get(reverse(f"channels:{name}", args=[held.pk])).content.decode()
    assert "【天河店】您好，&lt;b&gt;该保养了" in page
    for words in ("本条消息写给的渠道", "已登记", "¥0.05"):
        assert words in page


def test_views_narrow_by_state(held, client_as):
    client = client_as("care_agent")
    assert "138****8000" in client.get(reverse("channels:list"), {"state": "held"}).content.decode()
    assert "138****8000" not in client.get(reverse("channels:list"), {"state": "refused"}).content.decode()


def test_plt_10_a_person_takes_back_what_waits_and_replays_what_failed(held, client_as, actor):
    client = client_as("care_agent")
    where = reverse("channels:page", args=[held.pk])
    assert client.post(reverse("channels:replay", args=[held.pk])).status_code == 409
    assert client.post(reverse("channels:withdraw", args=[held.pk])).url == where
    assert "已撤回" in client.get(where).content.decode()
    assert client.post(reverse("channels:withdraw", args=[held.pk])).status_code == 409


def test_p9_who_may_not(held, client_as, tenants):
    assert client_as("technician").get(reverse("channels:list")).status_code == 403
    sister = client_as("care_agent", tenants.sister)
    assert "138****8000" not in sister.get(reverse("channels:list")).content.decode()
    assert sister.get(reverse("channels:page", args=[held.pk])).status_code == 404
