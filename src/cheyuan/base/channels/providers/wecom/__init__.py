"""WeCom (企业微信): the advisor's message to a customer whom they added; reports come encrypted and signed."""

import base64
import hashlib
import hmac
from datetime import timedelta

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.utils.translation import gettext_lazy as _

from cheyuan.base.channels import wire
from cheyuan.base.channels.providers.plan import (
    Accepted,
    Answer,
    Call,
    Doubt,
    Entry,
    Forged,
    Found,
    Heard,
    Line,
    Parcel,
    Turned,
)  # fmt: skip
from cheyuan.base.channels.providers.wechat import AGAIN, forget, post, read_xml, token


class Wecom:
    """externalcontact/add_msg_template with one customer; WeCom shows it to the advisor, who confirms."""

    name = "wecom"
    label = _("WeCom, the advisor's own")
    channels: tuple[str, ...] = ("wechat",)
    entries: tuple[Entry, ...] = (
        Entry("corp_id", _("Company id")),
        Entry("corp_secret", _("Secret of customer contact"), secret=True),
        Entry("sender", _("Advisor's user id")),
        Entry("token", _("Token for receipts"), secret=True, needed=False),
        Entry("aes_key", _("Key for receipts (EncodingAESKey)"), secret=True, needed=False),
    )
    asks = False
    accept_delay = timedelta()
    templates = False
    base = "https://qyapi.weixin.qq.com"

    def send(self, line: Line, parcel: Parcel) -> Answer:
        """Hand it to the advisor's list."""
        base, id = wire.base_of(self.name, self.base), str(line.settings.get("corp_id", ""))
        keys = {"corpid": id, "corpsecret": line.secrets.get("corp_secret", "")}
        body = {
            "chat_type": "single", "external_userid": [parcel.address], "sender": str(line.settings.get("sender", "")),
            "text": {"content": parcel.text},
        }  # fmt: skip
        try:
            key = token(self.name, base, "/cgi-bin/gettoken", keys, id)
            said = post(self.name, base, "/cgi-bin/externalcontact/add_msg_template", key, body)
        except wire.NotSent:
            return Turned("not_reachable", again=True)
        except wire.Unsure as trouble:
            return Doubt(str(trouble))
        code = said.get("errcode")
        if code == 0 and not said.get("fail_list"):
            return Accepted(str(said.get("msgid", "")))
        if not isinstance(code, int):
            return Doubt("answer")
        if code in (40014, 42001):
            forget(self.name, base, id)
        return Turned(f"wecom_{code}", again=code in AGAIN)

    def ask(self, line: Line, parcel: Parcel) -> Found:
        """WeCom finds such messages by its own id only."""
        return Doubt("cannot_be_asked")

    def hear(self, line: Line, call: Call) -> Heard:
        """Proves and opens what WeCom reports; customers' own words do not come this way."""
        sealed = call.query.get("echostr", "") if call.method == "GET" else read_xml(call.body).get("Encrypt", "")
        parts = [line.secrets.get("token", ""), call.query.get("timestamp", ""), call.query.get("nonce", ""), sealed]
        wanted = hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324 - WeCom's own form of signature
        if not line.secrets.get("token") or not hmac.compare_digest(wanted, call.query.get("msg_signature", "")):
            raise Forged("signature")
        words = opened(sealed, line.secrets.get("aes_key", ""), str(line.settings.get("corp_id", "")))
        return Heard(reply=words if call.method == "GET" else "success")


def opened(sealed: str, aes_key: str, receiver: str) -> str:
    """What WeCom encrypted (AES-256-CBC: 16 random bytes, length, words, receiver); Forged when it does not open."""
    try:
        key = base64.b64decode(aes_key + "=")
        reader = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
        plain = reader.update(base64.b64decode(sealed)) + reader.finalize()
        plain = plain[16 : -plain[-1]]
        size = int.from_bytes(plain[:4], "big")
        words, whose = plain[4 : 4 + size].decode(), plain[4 + size :].decode()
    except (ValueError, IndexError) as wrong:
        raise Forged("seal") from wrong
    if whose != receiver:
        raise Forged("receiver")
    return words
