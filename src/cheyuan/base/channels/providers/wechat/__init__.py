"""WeChat official account: template messages to followers; receipts and answers as signed XML."""

import hashlib
import hmac
import json
import time
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

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
    Receipt,
    Said,
    Turned,
)  # fmt: skip

AGAIN = (-1, 45009, 45011, 40001, 42001, 40014)  # busy, too often, token just changed
_tokens: dict[str, tuple[str, float]] = {}


def token(name: str, base: str, path: str, asked: dict[str, str], id: str) -> str:
    """An access token, kept until shortly before its end; NotSent when none is given, since nothing was sent then."""
    known = _tokens.get(f"{name}:{base}:{id}")
    if known and known[1] > time.monotonic():
        return known[0]
    try:
        said = wire.call(name, base, "GET", path, query=asked).json()
    except wire.Unsure as trouble:
        raise wire.NotSent("token") from trouble
    if not said.get("access_token"):
        raise wire.NotSent(f"token {said.get('errcode')}")
    _tokens[f"{name}:{base}:{id}"] = (
        str(said["access_token"]),
        time.monotonic() + int(said.get("expires_in", 7200)) - 300,
    )
    return str(said["access_token"])


def forget(name: str, base: str, id: str) -> None:
    """The provider says that the token no longer holds."""
    _tokens.pop(f"{name}:{base}:{id}", None)


def post(name: str, base: str, path: str, key: str, body: dict[str, Any]) -> dict[str, Any]:
    """What the provider answers to a call with a token; NotSent, Unsure as ``wire.call`` says."""
    said: dict[str, Any] = wire.call(
        name, base, "POST", path, query={"access_token": key}, body=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json"},
    ).json()  # fmt: skip
    return said


class WechatAccount:
    """Template messages. ``client_msg_id`` keeps WeChat from showing one twice; what became of one cannot be asked."""

    name = "wechat"
    label = _("WeChat official account")
    channels: tuple[str, ...] = ("wechat",)
    entries: tuple[Entry, ...] = (
        Entry("app_id", _("Application id")),
        Entry("app_secret", _("Application secret"), secret=True),
        Entry("token", _("Token for receipts"), secret=True),
        Entry("template_id", _("Template for free text"), help=_("a registered template with one variable named text")),
    )
    asks = False
    accept_delay = timedelta()
    templates = True
    base = "https://api.weixin.qq.com"

    def send(self, line: Line, parcel: Parcel) -> Answer:
        """message/template/send."""
        base, id = wire.base_of(self.name, self.base), str(line.settings.get("app_id", ""))
        keys = {"grant_type": "client_credential", "appid": id, "secret": line.secrets.get("app_secret", "")}
        values = dict(parcel.values) if parcel.template_code else {"text": parcel.body}
        body = {
            "touser": parcel.address, "template_id": parcel.template_code or str(line.settings.get("template_id", "")),
            "client_msg_id": parcel.our_id, "data": {name: {"value": value} for name, value in values.items()},
        }  # fmt: skip
        try:
            key = token(self.name, base, "/cgi-bin/token", keys, id)
            said = post(self.name, base, "/cgi-bin/message/template/send", key, body)
        except wire.NotSent:
            return Turned("not_reachable", again=True)
        except wire.Unsure as trouble:
            return Doubt(str(trouble))
        return _judged(said, lambda: forget(self.name, base, id))

    def ask(self, line: Line, parcel: Parcel) -> Found:
        """WeChat has no such question."""
        return Doubt("cannot_be_asked")

    def hear(self, line: Line, call: Call) -> Heard:
        """Events and texts, believed only with WeChat's signature over token, time and nonce."""
        parts = sorted([line.secrets.get("token", ""), call.query.get("timestamp", ""), call.query.get("nonce", "")])
        wanted = hashlib.sha1("".join(parts).encode()).hexdigest()  # noqa: S324 - WeChat's own form of signature
        if not line.secrets.get("token") or not hmac.compare_digest(wanted, call.query.get("signature", "")):
            raise Forged("signature")
        if call.method == "GET":
            return Heard(reply=call.query.get("echostr", ""))
        return heard(read_xml(call.body), call)


def _judged(said: dict[str, Any], renew: Any) -> Answer:
    code = said.get("errcode")
    if code == 0:
        return Accepted(str(said.get("msgid", "")))
    if not isinstance(code, int):
        return Doubt("answer")
    if code in (40001, 42001, 40014):
        renew()
    return Turned(f"wechat_{code}", again=code in AGAIN)


def read_xml(body: bytes) -> dict[str, str]:
    """The flat elements of a message; Forged for anything else, also for documents that define entities."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Forged("form")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - definitions of entities are refused above
    except ElementTree.ParseError:
        raise Forged("form") from None
    return {one.tag: one.text or "" for one in root}


def heard(told: dict[str, str], call: Call) -> Heard:
    """A finished template message, a text, or a person who left (which counts as a refusal)."""
    who, event = told.get("FromUserName", ""), told.get("Event", "")
    if event == "TEMPLATESENDJOBFINISH":
        status = told.get("Status", "")
        what = "delivered" if status == "success" else "failed"
        return Heard([Receipt(what, call.at, their_id=told.get("MsgID", ""), code=status[:60])], (), "success")
    if event == "unsubscribe":
        return Heard((), [Said(who, "退订", call.at)], "success")
    if told.get("MsgType") == "text":
        return Heard((), [Said(who, told.get("Content", ""), call.at)], "success")
    return Heard(reply="success")
