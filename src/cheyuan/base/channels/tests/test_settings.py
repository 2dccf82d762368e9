"""PLT-10: providers are connected with sealed secrets, templates have versions, receipts are proved, refusals are heard."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cheyuan.base.channels import actions, connecting, leaving, queries, wordings
from cheyuan.base.channels.doubles import Aliyun, Http, serving, wechat_signature
from cheyuan.base.channels.models import Connection, Message, Template
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.errors import Denied, Missing, Refused

NOON = datetime(2026, 11, 20, 2, tzinfo=UTC)
PHONE = "13800138000"
ALIYUN = {"access_key_id": "id", "access_key_secret": "s3cret", "sign_name": "天河店", "template_code": "SMS_1"}
WECHAT = {"app_id": "wx", "app_secret": "as", "token": "tok", "template_id": "t"}


@pytest.fixture
def admin(actor, tenants):
    return actor("group_admin", tenants.store)


def connect(by, tenants, channel="sms", provider="aliyun_sms", given=ALIYUN):
    return connecting.connect(by, tenants.store.pk, channel, provider, given, at=NOON)


def test_p12_secrets_of_providers_are_sealed_and_not_shown_again(admin, tenants, client_as):
    connect(admin, tenants)
    with scope(admin), connection.cursor() as cursor:
        cursor.execute("SELECT settings::text, secrets FROM channels_connection")
        plain, sealed = cursor.fetchone()
    assert "s3cret" not in plain
    assert b"s3cret" not in bytes(sealed)
    page = client_as("group_admin").get(reverse("channels:line", args=["sms"])).content.decode()
    assert "s3cret" not in page
    assert "/hooks/" in page
    connect(admin, tenants, given={**ALIYUN, "access_key_secret": "", "sign_name": "越秀店"})
    with scope(admin):
        [kept] = Connection.objects.all()
    assert (json.loads(kept.secrets)["access_key_secret"], kept.settings["sign_name"]) == ("s3cret", "越秀店")


def test_plt_10_what_a_provider_needs_is_asked_for(admin, tenants, actor, client_as):
    with pytest.raises(Refused):
        connect(admin, tenants, given={})
    with pytest.raises(Missing):
        connect(admin, tenants, "email")
    with pytest.raises(Denied):
        connect(actor("care_manager", tenants.store), tenants)
    client = client_as("group_admin")
    answer = client.post(reverse("channels:line", args=["sms"]), {"provider": "aliyun_sms"})
    assert answer.status_code == 422
    assert client.post(reverse("channels:line", args=["sms"]), {"provider": "aliyun_sms", **ALIYUN}).status_code == 302
    assert "阿里云短信" in client.get(reverse("channels:lines")).content.decode()
    assert client.post(reverse("channels:line", args=["sms"]), {"provider": "outbox"}).status_code == 302
    with scope(admin):
        assert not Connection.objects.get().is_on


@pytest.fixture
def sent(tenants, settings, admin):
    """A text message that Aliyun's double has taken, and the connection."""
    by = system(tenants.group.pk, (tenants.store.pk,))
    with serving(Http(Aliyun())) as server:
        settings.PROVIDERS = {"aliyun_sms": server.base}
        line = connect(admin, tenants)
        made = actions.hold(
            by, customer_id=1, channel="sms", purpose="service", address=PHONE, text="您好", intent="a", at=NOON
        )
        leaving.prepare(by, lambda: NOON)
        leaving.leave(by, lambda: NOON)
        yield by, line, made, server


def post(line, body, **query):
    address = reverse("channels:hook", args=[line.store_id, line.hook])
    return Client().post(address, json.dumps(body) if not isinstance(body, bytes) else body, "application/json",
                         query_params=query)  # fmt: skip


def state(by):
    with scope(by):
        return Message.objects.values_list("state", flat=True).get()


def test_plt_10_receipts_count_once_and_only_with_the_providers_own_number(sent):
    by, line, made, _server = sent
    assert state(by) == "sent"
    row = {"phone_number": PHONE, "success": True, "report_time": "2026-11-20 10:00:05", "out_id": made.our_id.hex}
    post(line, [{**row, "biz_id": "forged"}])
    assert state(by) == "sent", "a stranger does not know the provider's number"
    for _ in range(3):
        assert post(line, [{**row, "biz_id": f"biz-{made.our_id.hex[:12]}"}]).json()["code"] == 0
    assert state(by) == "delivered"
    with scope(by):
        assert [one.step for one in queries.history(by, made.pk)] == ["hold", "plan", "claim", "send", "deliver"]


def test_plt_10_nobody_without_the_address_is_heard(sent):
    _by, line, _made, _server = sent
    wrong = reverse("channels:hook", args=[line.store_id, "guess"])
    assert Client().post(wrong, "[]", "application/json").status_code == 404
    assert Client().post(reverse("channels:hook", args=[999, line.hook]), "[]", "application/json").status_code == 404
    assert post(line, b"{broken").status_code == 404


@pytest.mark.parametrize("words", ["ＴＤ", "退订！", "r"])
def test_p6_an_inbound_refusal_holds_at_once_for_the_whole_group(sent, tenants, words):
    _by, line, _made, _server = sent
    there = system(tenants.group.pk, (tenants.sister.pk,))
    told = {"customer_id": 9, "channel": "wechat", "purpose": "marketing", "address": "openid", "text": "x", "at": NOON}
    actions.hold(there, intent="b", phone=PHONE, **told)
    post(line, [{"phone_number": PHONE, "content": words}])
    with scope(there):
        assert Message.objects.get().state == "refused"
    assert actions.hold(there, intent="c", phone=PHONE, **told).state == "refused"


def test_p6_a_no_over_wechat_is_a_no_by_phone(admin, tenants):
    by = system(tenants.group.pk, (tenants.store.pk,))
    line = connect(admin, tenants, "wechat", "wechat", WECHAT)
    told = {"customer_id": 9, "purpose": "service", "text": "x", "at": NOON}
    actions.hold(by, intent="a", channel="wechat", address="openid", phone=PHONE, **told)
    body = "<xml><FromUserName>openid</FromUserName><MsgType>text</MsgType><Content>退订</Content></xml>".encode()
    assert post(line, body, timestamp="1", nonce="n", signature="0" * 40).status_code == 404
    assert not queries_refused(by)
    signature = wechat_signature("tok", "1", "n")
    assert post(line, body, timestamp="1", nonce="n", signature=signature).content == b"success"
    assert queries_refused(by)
    assert actions.hold(by, intent="b", channel="sms", address=PHONE, **told).state == "refused"


def queries_refused(by):
    with scope(by):
        return queries.refused(by, PHONE)


def test_plt_10_templates_have_versions_and_only_known_placeholders(admin, tenants):
    def write(text, **more):
        return wordings.write(admin, tenants.store.pk, "service.due", "sms", text=text, at=NOON, **more)

    assert write("{title}，您的{car}该保养了").version == 1
    assert write("{title}，您的{car}该保养了").version == 1
    assert write("{title}您好", provider_code="SMS_2").version == 2
    assert wordings.sample("{title}，{km} 公里") == "王先生，30,000 公里"
    assert wordings.filled("{title}{car}", {"title": "{car}"}) == "{car}—"
    for text in ("{password}", "{title", "", "{title.__class__}", "x" * 1001):
        with pytest.raises(Refused):
            write(text)
    with pytest.raises(Refused):
        wordings.write(admin, tenants.store.pk, "Ä", "sms", text="x", at=NOON)
    with scope(admin):
        assert Template.objects.count() == 2


def test_plt_10_the_page_of_a_template_shows_length_and_price(client_as):
    client = client_as("care_manager")
    fields = {"code": "birthday", "channel": "sms", "text": "{title}生日快乐", "language": "zh-hans"}
    assert client.post(reverse("channels:template_new"), fields).url.startswith("/settings/messages/templates/birthday")
    page = client.get(reverse("channels:template", args=["birthday"])).content.decode()
    assert "【天河店】王先生生日快乐 拒收请回复R" in page
    heard = client.post(reverse("channels:preview"), {"text": "好" * 60, "channel": "sms"}).content.decode()
    assert "2 段" in heard
    assert "¥0.10" in heard
    assert "birthday" in client.get(reverse("channels:templates")).content.decode()
    assert client.post(reverse("channels:template_new"), {**fields, "text": "{x}"}).status_code == 422
    assert client.get(reverse("channels:template", args=["nothing"])).status_code == 404


def test_p6_refusals_and_the_customers_own_word_on_a_page(client_as, actor, tenants):
    client, by = client_as("care_agent"), actor("care_agent", tenants.store)
    where = reverse("channels:refusals")
    assert client.get(where).status_code == 200
    said = {"address": "138 0013 8000", "channel": "any", "purpose": "any", "word": "no"}
    assert client.post(where, said).status_code == 302
    assert queries_refused(by) == {("any", "any")}
    assert client.post(where, {**said, "word": "yes"}).status_code == 422, "how was it said?"
    assert client.post(where, {**said, "address": "12", "source": "call"}).status_code == 422
    assert client.post(where, {**said, "word": "yes", "source": "柜台书面"}).status_code == 302
    assert not queries_refused(by)
