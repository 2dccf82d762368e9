"""PLT-10, P5: each provider against a local double that checks signatures and misbehaves; doubts and certainties kept apart."""

import base64
import hashlib
import hmac
import json
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from cheyuan.base.channels import providers, wire
from cheyuan.base.channels.doubles import Aliyun, Http, Mail, serving, wechat_signature
from cheyuan.base.channels.providers import smtp, wechat
from cheyuan.base.channels.providers.aliyun import signing
from cheyuan.base.channels.providers.plan import Accepted, Call, Doubt, Forged, Line, Parcel, Turned, Unseen
from cheyuan.base.channels.providers.tencent import authorization

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
FIELDS = {
    "our_id": "a" * 32, "channel": "sms", "purpose": "service", "address": "13800138000", "text": "【天河店】您好",
    "body": "您好", "sender": "天河店", "language": "zh-hans", "claimed_at": AT,
}  # fmt: skip


def parcel(**more):
    return Parcel(**{**FIELDS, **more})


def call(body=b"", method="POST", **query):
    return Call(method, query, {}, body if isinstance(body, bytes) else json.dumps(body).encode(), AT)


@pytest.fixture
def where(settings):
    def point(**names):
        settings.PROVIDERS = names

    return point


@pytest.fixture
def aliyun(where):
    with serving(Http(Aliyun())) as server:
        where(aliyun_sms=server.base, aliyun_voice=server.base)
        yield server


LINE = Line(
    1, 1, "sms", {"access_key_id": "id", "sign_name": "天河店", "template_code": "SMS_1", "show_number": "02012345678"},
    {"access_key_secret": "s3cret"},
)  # fmt: skip


def test_plt_10_aliyun_signature_as_the_manual_computes_it():
    """Signature V3: the canonical request of a POST without body, hashed, then HMAC-SHA256 with the secret."""
    head = signing.headers(
        "dysmsapi.aliyuncs.com", "SendSms", "2017-05-25", {"a b": "中"}, "id", "secret", at=AT, nonce="n"
    )
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    canonical = (
        "POST\n/\na%20b=%E4%B8%AD\nhost:dysmsapi.aliyuncs.com\nx-acs-action:SendSms\n"
        f"x-acs-content-sha256:{empty}\nx-acs-date:2026-11-20T02:00:00Z\nx-acs-signature-nonce:n\n"
        f"x-acs-version:2017-05-25\n\n{signing.SIGNED}\n{empty}"
    )
    text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    assert head["Authorization"].endswith(hmac.new(b"secret", text.encode(), hashlib.sha256).hexdigest())


def test_plt_10_aliyun_takes_a_message_under_our_id(aliyun):
    one = providers.get("aliyun_sms")
    assert one.send(LINE, parcel()) == Accepted(f"biz-{'a' * 12}")
    [asked] = aliyun.asked
    assert asked["query"]["TemplateParam"] == '{"text": "您好"}'
    assert aliyun.answer.taken == {"a" * 32: 1}
    assert providers.get("aliyun_voice").send(LINE, parcel(channel="call")) == Accepted("")


def test_p17_control_a_wrong_secret_is_turned_away_by_the_double(aliyun):
    wrong = Line(1, 1, "sms", LINE.settings, {"access_key_secret": "other"})
    assert providers.get("aliyun_sms").send(wrong, parcel()) == Turned("SignatureDoesNotMatch")
    assert (aliyun.answer.forged, aliyun.answer.taken) == (1, {})


@pytest.mark.parametrize("mood", ["error", "cut", "late"])
def test_p5_taken_but_not_said_is_a_doubt_and_the_question_by_our_id_finds_it(aliyun, monkeypatch, mood):
    monkeypatch.setattr(wire, "TIMEOUT", 0.5)
    aliyun.moods, aliyun.silence = [mood], 1.5
    one = providers.get("aliyun_sms")
    assert isinstance(one.send(LINE, parcel()), Doubt)
    assert one.ask(LINE, parcel()) == Accepted()
    assert one.ask(LINE, parcel(our_id="b" * 32)) == Unseen()


def test_plt_10_what_surely_was_not_sent_may_be_tried_again(aliyun, where):
    one = providers.get("aliyun_sms")
    aliyun.moods = ["busy"]
    assert one.send(LINE, parcel()) == Turned("isv.BUSINESS_LIMIT_CONTROL", again=True)
    where(aliyun_sms="http://127.0.0.1:9")
    assert one.send(LINE, parcel()) == Turned("not_reachable", again=True)


def test_plt_21_private_addresses_are_not_called_unless_the_operator_named_them(where, monkeypatch):
    where()
    monkeypatch.setattr(wire.socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("10.0.0.7", 443))])
    with pytest.raises(wire.NotSent):
        wire.call("aliyun_sms", "https://dysmsapi.aliyuncs.com", "POST", "/")
    with pytest.raises(wire.NotSent):
        wire.call("aliyun_sms", "http://dysmsapi.aliyuncs.com", "POST", "/")


def test_plt_10_aliyun_reports_and_answers(aliyun):
    one = providers.get("aliyun_sms")
    rows = [
        {
            "phone_number": "13800138000",
            "success": True,
            "report_time": "2026-11-20 10:00:05",
            "biz_id": "b1",
            "out_id": "o1",
        },
        {"phone_number": "13800138000", "success": False, "err_code": "MK:0001", "biz_id": "b2"},
        {"phone_number": "13800138000", "content": "ＴＤ"},
    ]
    heard = one.hear(LINE, call(rows))
    assert [(r.what, r.our_id, r.their_id) for r in heard.receipts] == [("delivered", "o1", "b1"), ("failed", "", "b2")]
    assert heard.receipts[0].at == datetime(2026, 11, 20, 2, 0, 5, tzinfo=UTC)
    assert [said.words for said in heard.said] == ["ＴＤ"]
    for broken in (b"{", b"{}", b"[1]"):
        with pytest.raises(Forged):
            one.hear(LINE, call(broken))


class Tencent:
    """Checks TC3, takes messages, tells receipts by phone."""

    def __init__(self):
        self.taken = []

    def __call__(self, asked, mood):
        head, body = asked["headers"], asked["body"]
        at = datetime.fromtimestamp(int(head["x-tc-timestamp"]), UTC)
        if head["authorization"] != authorization(head["host"], head["x-tc-action"], body, "id", "key", at):
            return 200, {"Response": {"Error": {"Code": "AuthFailure.SignatureFailure"}}}
        told = json.loads(body)
        if head["x-tc-action"] == "PullSmsSendStatusByPhoneNumber":
            rows = [{"SessionContext": one, "SerialNo": "s1", "ReportStatus": "SUCCESS"} for one in self.taken]
            return 200, {"Response": {"PullSmsSendStatusSet": rows}}
        self.taken.append(told["SessionContext"])
        return 200, {"Response": {"SendStatusSet": [{"SerialNo": "s1", "Code": "Ok"}]}}


def test_plt_10_tencent_sends_asks_and_hears(where):
    line = Line(
        1, 1, "sms", {"secret_id": "id", "app_id": "14", "template_id": "9", "sign_name": "店"}, {"secret_key": "key"}
    )
    one = providers.get("tencent_sms")
    with serving(Http(Tencent())) as server:
        where(tencent_sms=server.base)
        assert one.send(line, parcel()) == Accepted("s1")
        assert json.loads(server.asked[0]["body"])["TemplateParamSet"] == ["您好"]
        server.moods = ["error"]
        assert isinstance(one.send(line, parcel(our_id="c" * 32)), Accepted | Doubt)
        assert one.ask(line, parcel()) == Accepted("s1")
        assert one.ask(line, parcel(our_id="d" * 32)) == Unseen()
        wrong = Line(1, 1, "sms", line.settings, {"secret_key": "other"})
        assert one.send(wrong, parcel()) == Turned("AuthFailure.SignatureFailure")
    heard = one.hear(
        line, call([{"sid": "s1", "report_status": "SUCCESS", "user_receive_time": "2026-11-20 10:00:05"}])
    )
    assert [(r.what, r.their_id) for r in heard.receipts] == [("delivered", "s1")]
    assert [s.words for s in one.hear(line, call({"mobile": "13800138000", "text": "T"})).said] == ["T"]


WECHAT = Line(1, 1, "wechat", {"app_id": "wx1", "template_id": "t"}, {"app_secret": "s", "token": "tok"})


def test_plt_10_wechat_sends_with_our_id_and_renews_its_token(where, monkeypatch):
    monkeypatch.setattr(wechat, "_tokens", {})
    answers = iter([{"access_token": "T1"}, {"errcode": 40001}, {"access_token": "T2"}, {"errcode": 0, "msgid": 77}])
    one = providers.get("wechat")
    with serving(Http(lambda asked, mood: (200, next(answers)))) as server:
        where(wechat=server.base)
        assert one.send(WECHAT, parcel(channel="wechat", address="openid")) == Turned("wechat_40001", again=True)
        assert one.send(WECHAT, parcel(channel="wechat", address="openid")) == Accepted("77")
        assert [asked["query"].get("access_token") for asked in server.asked] == [None, "T1", None, "T2"]
        assert json.loads(server.asked[-1]["body"])["client_msg_id"] == "a" * 32


def xml(**fields):
    return ("<xml>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in fields.items()) + "</xml>").encode()


def signed(token="tok", **query):
    return {"timestamp": "1", "nonce": "n", "signature": wechat_signature(token, "1", "n"), **query}


def test_plt_10_wechat_hears_only_what_is_signed():
    one = providers.get("wechat")
    done = xml(FromUserName="o1", Event="TEMPLATESENDJOBFINISH", MsgID="77", Status="success")
    assert one.hear(WECHAT, call(done, **signed())).receipts[0].their_id == "77"
    assert (
        one.hear(WECHAT, call(xml(FromUserName="o1", MsgType="text", Content=" 退订！"), **signed())).said[0].address
        == "o1"
    )
    assert one.hear(WECHAT, call(xml(FromUserName="o1", Event="unsubscribe"), **signed())).said[0].words == "退订"
    assert one.hear(WECHAT, call(method="GET", **signed(echostr="hello"))).reply == "hello"
    for forged in (signed("other"), {}, {**signed(), "nonce": "m"}):
        with pytest.raises(Forged):
            one.hear(WECHAT, call(done, **forged))
    with pytest.raises(Forged):
        one.hear(WECHAT, call(b'<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>', **signed()))


def test_p17_control_without_a_look_at_the_signature_a_forged_receipt_is_believed(monkeypatch):
    monkeypatch.setattr(wechat.hmac, "compare_digest", lambda one, other: True)
    done = xml(Event="TEMPLATESENDJOBFINISH", MsgID="77", Status="success")
    assert providers.get("wechat").hear(WECHAT, call(done, signature="forged")).receipts


def test_plt_10_wecom_sends_and_opens_only_what_is_its_own(where, monkeypatch):
    monkeypatch.setattr(wechat, "_tokens", {})
    key = bytes(range(32))
    line = Line(1, 1, "wechat", {"corp_id": "ww1", "sender": "zhou"}, {
        "corp_secret": "s", "token": "tok", "aes_key": base64.b64encode(key).decode().rstrip("="),
    })  # fmt: skip
    one = providers.get("wecom")
    answers = iter([{"access_token": "T"}, {"errcode": 0, "msgid": "m1"}, {"errcode": 84061}])
    with serving(Http(lambda asked, mood: (200, next(answers)))) as server:
        where(wecom=server.base)
        assert one.send(line, parcel(channel="wechat", address="wm1")) == Accepted("m1")
        assert one.send(line, parcel(channel="wechat", address="wm1")) == Turned("wecom_84061")

    def sealed(words, receiver="ww1"):
        plain = bytes(16) + len(words.encode()).to_bytes(4, "big") + words.encode() + receiver.encode()
        pad = 32 - len(plain) % 32
        writer = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
        return base64.b64encode(writer.update(plain + bytes([pad]) * pad) + writer.finalize()).decode()

    def asked(text):
        return {
            "timestamp": "1",
            "nonce": "n",
            "msg_signature": wechat_signature("tok", "1", "n", text),
            "echostr": text,
        }

    assert one.hear(line, call(method="GET", **asked(sealed("hi")))).reply == "hi"
    for wrong in ({**asked(sealed("hi")), "msg_signature": "x"}, asked(sealed("hi", "ww2")), asked("AAAA")):
        with pytest.raises(Forged):
            one.hear(line, call(method="GET", **wrong))


MAIL = Line(1, 1, "email", {"host": "mail.example.com", "sender": "care@example.com"})


@pytest.mark.parametrize(
    ("mood", "answer", "letters"),
    [("well", Accepted("a" * 32), 1), ("full", Turned("smtp_452", again=True), 0), ("no", Turned("smtp_550"), 0),
     ("cut", Doubt("SMTPServerDisconnected"), 1)],
)  # fmt: skip
def test_p5_smtp_keeps_doubt_and_certainty_apart(where, mood, answer, letters):
    with serving(Mail()) as server:
        server.mood = mood
        where(smtp=f"smtp://127.0.0.1:{server.server_address[1]}")
        one = parcel(channel="email", address="wang@example.com", text="您好\n该保养了", subject="保养\r\nBcc: x@y.z")
        assert providers.get("smtp").send(MAIL, one) == answer
        assert len(server.letters) == letters
        if letters:
            [letter] = server.letters
            assert letter["Message-ID"] == f"<{'a' * 32}@example.com>"
            assert (letter["To"], letter["Bcc"]) == ("wang@example.com", None)
            assert letter.get_content().strip() == "您好\n该保养了"


def test_plt_10_a_mail_server_that_is_away_is_tried_again(where):
    where(smtp="smtp://127.0.0.1:9")
    assert providers.get("smtp").send(MAIL, parcel(channel="email", address="w@e.com")) == Turned(
        "not_reachable", again=True
    )


@pytest.fixture
def certified(tmp_path, monkeypatch):
    """A certificate for "localhost" that clients made during the test trust, and the server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, AT - timedelta(days=1), AT + timedelta(days=3650))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
    made = made.add_extension(x509.BasicConstraints(True, None), True).sign(key, hashes.SHA256())
    pem, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    usual = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lambda: usual(cafile=str(pem)))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem, secret)
    return server


def test_plt_21_requests_over_tls_look_at_the_certificates_name(certified, where):
    with serving(Http(lambda asked, mood: (200, {"name": asked["headers"]["host"]}))) as server:
        server.socket = certified.wrap_socket(server.socket, server_side=True)
        where(aliyun_sms="x")
        port = server.server_port
        assert wire.call("aliyun_sms", f"https://localhost:{port}", "GET", "/").json() == {"name": f"localhost:{port}"}
        with pytest.raises(wire.NotSent):
            wire.call("aliyun_sms", f"https://127.0.0.1:{port}", "GET", "/")


def test_plt_21_mail_over_tls_at_once_looks_at_the_certificates_name(certified, where, monkeypatch):
    with serving(Mail()) as server:
        server.socket = certified.wrap_socket(server.socket, server_side=True)
        port = server.server_address[1]
        monkeypatch.setattr(smtp, "TLS_AT_ONCE", port)
        one = parcel(channel="email", address="wang@example.com")
        where(smtp=f"smtp://localhost:{port}")
        assert providers.get("smtp").send(MAIL, one) == Accepted("a" * 32)
        where(smtp=f"smtp://127.0.0.1:{port}")
        assert providers.get("smtp").send(MAIL, one) == Turned("not_reachable", again=True)


def test_plt_10_every_provider_follows_the_plan():
    for one in providers.everyone():
        assert one.channels
        assert str(one.label)
        assert all(entry.name and str(entry.label) for entry in one.entries)
        assert not any(
            entry.secret is False and "secret" in entry.name and entry.name != "secret_id" for entry in one.entries
        )
