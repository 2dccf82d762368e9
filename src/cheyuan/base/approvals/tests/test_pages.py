"""PLT-03: decided on a page that a thumb can use, and over the API."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_plt_03_the_page_shows_matter_amount_and_chain_and_decides(actor, asked, told, client_as):
    one = asked(actor("care_agent"), 1500)
    client, where = client_as("care_manager"), reverse("approvals:page", args=[one.pk])
    page = client.get(where).content.decode()
    for words in ("Gift for 7", "¥1,500", "waited long", "客服经理", "服务经理", "待审批"):
        assert words in page
    assert client.post(reverse("approvals:decide", args=[one.pk]), {"verdict": "yes"}).url == where
    assert "已签批" in client.get(where).content.decode()
    assert "verdict" not in client.get(where).content.decode()


def test_plt_03_a_no_without_a_word_keeps_the_page(actor, asked, told, client_as):
    one = asked(actor("care_agent"), 100)
    client = client_as("care_manager")
    said = client.post(reverse("approvals:decide", args=[one.pk]), {"verdict": "no"})
    assert said.status_code == 422
    assert "请说明不同意的原因" in said.content.decode()
    client.post(reverse("approvals:decide", args=[one.pk]), {"verdict": "no", "remark": "超出标准"})
    assert "超出标准" in client.get(reverse("approvals:page", args=[one.pk])).content.decode()


def test_plt_03_the_list_begins_with_what_waits_for_me(actor, asked, told, client_as):
    asked(actor("care_agent"), 100, 1)
    asked(actor("care_manager"), 1500, 2)
    page = client_as("care_manager").get(reverse("approvals:list"), {"me": "1"}).content.decode()
    assert "Gift for 1" in page
    assert "Gift for 2" not in page


def test_plt_03_only_whoever_asked_takes_it_back(client_as, asked, told, actor):
    by = actor("care_agent")
    one = asked(by, 100)
    client = client_as("care_manager")
    assert client.post(reverse("approvals:withdraw", args=[one.pk])).status_code == 403
    assert "待审批" in client.get(reverse("approvals:sheet", args=[one.pk])).content.decode()
