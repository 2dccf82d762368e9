"""Aliyun: text messages (Dysmsapi 2017-05-25) and voice calls (Dyvmsapi 2017-05-25), by their signed HTTP interface."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext_lazy as _

from cheyuan.base.channels import wire
from cheyuan.base.channels.providers.aliyun.signing import headers
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
    Unseen,
)  # fmt: skip
from cheyuan.kernel.clock import SHANGHAI, now

VERSION = "2017-05-25"
AGAIN = ("isv.BUSINESS_LIMIT_CONTROL", "Throttling", "isv.DAY_LIMIT_CONTROL", "isv.OUT_OF_SERVICE")
UNSURE = ("isp.", "ServiceUnavailable", "InternalError", "Unknown")
KEYS = (
    Entry("access_key_id", _("Access key id")),
    Entry("access_key_secret", _("Access key secret"), secret=True),
)


def _ask(name: str, usual: str, action: str, line: Line, query: Mapping[str, str]) -> wire.Reply:
    base = wire.base_of(name, usual)
    host = urlsplit(base).netloc
    key = str(line.settings.get("access_key_id", ""))
    signed = headers(host, action, VERSION, query, key, line.secrets.get("access_key_secret", ""), at=now())
    asked = "&".join(f"{quote(one, safe='-_.~')}={quote(value, safe='-_.~')}" for one, value in sorted(query.items()))
    return wire.call(name, base, "POST", f"/?{asked}", headers=signed)


def _answer(name: str, usual: str, action: str, line: Line, query: Mapping[str, str], id_of: str) -> Answer:
    try:
        reply = _ask(name, usual, action, line, query)
        said = reply.json()
    except wire.NotSent:
        return Turned("not_reachable", again=True)
    except wire.Unsure as trouble:
        return Doubt(str(trouble))
    code = str(said.get("Code", ""))
    if code == "OK":
        return Accepted(str(said.get(id_of, "")))
    if reply.status >= 500 or code.startswith(UNSURE) or not code:
        return Doubt(code or str(reply.status))
    return Turned(code, again=code.startswith(AGAIN))


class AliyunSms:
    """Text messages. Aliyun takes templates that it has registered; our id travels as OutId."""

    name = "aliyun_sms"
    label = _("Aliyun text messages")
    channels: tuple[str, ...] = ("sms",)
    entries: tuple[Entry, ...] = (*KEYS, Entry("sign_name", _("Registered signature")), Entry(
        "template_code", _("Template for free text"), help=_("a registered template with one variable named text")))  # fmt: skip
    asks = True
    accept_delay = timedelta(minutes=10)
    templates = True
    base = "https://dysmsapi.aliyuncs.com"

    def send(self, line: Line, parcel: Parcel) -> Answer:
        """SendSms."""
        values = dict(parcel.values) if parcel.template_code else {"text": parcel.body}
        return _answer(self.name, self.base, "SendSms", line, {
            "PhoneNumbers": parcel.address, "SignName": str(line.settings.get("sign_name", "")), "OutId": parcel.our_id,
            "TemplateCode": parcel.template_code or str(line.settings.get("template_code", "")),
            "TemplateParam": json.dumps(values, ensure_ascii=False),
        }, "BizId")  # fmt: skip

    def ask(self, line: Line, parcel: Parcel) -> Found:
        """QuerySendDetails of the phone on each day since the claim (30 at most), where our OutId stands."""
        first, last = (moment.astimezone(SHANGHAI).date() for moment in (parcel.claimed_at, now()))
        for number in range(min(30, max(0, (last - first).days)) + 1):
            said = self._ask_day(line, parcel, first + timedelta(days=number))
            if not isinstance(said, Unseen):
                return said
        return Unseen()

    def _ask_day(self, line: Line, parcel: Parcel, day: date) -> Found:
        page, seen = 1, 0
        while True:
            query = {"PhoneNumber": parcel.address, "CurrentPage": str(page), "PageSize": "50",
                     "SendDate": day.strftime("%Y%m%d")}  # fmt: skip
            try:
                said = _ask(self.name, self.base, "QuerySendDetails", line, query).json()
            except (wire.NotSent, wire.Unsure) as trouble:
                return Doubt(str(trouble))
            if said.get("Code") != "OK":
                return Doubt(str(said.get("Code", "")))
            rows: list[dict[str, Any]] = (said.get("SmsSendDetailDTOs") or {}).get("SmsSendDetailDTO") or []
            for row in rows:
                if row.get("OutId") == parcel.our_id:
                    return Turned(str(row.get("ErrCode", ""))) if row.get("SendStatus") == 2 else Accepted()
            seen, page = seen + len(rows), page + 1
            if not rows or seen >= int(said.get("TotalCount") or 0):
                return Unseen()

    def hear(self, line: Line, call: Call) -> Heard:
        """SmsReport and SmsUp: lists of JSON. Aliyun signs nothing: the unguessable address and its own BizId must fit."""
        rows = _rows(call)
        receipts = [
            Receipt("delivered" if row.get("success") else "failed", _moment(row.get("report_time"), call.at),
                    our_id=str(row.get("out_id", "")), their_id=str(row["biz_id"]), code=str(row.get("err_code", "")))
            for row in rows if row.get("biz_id") and "success" in row
        ]  # fmt: skip
        said = [
            Said(str(row.get("phone_number", "")), str(row["content"]), call.at) for row in rows if "content" in row
        ]
        return Heard(receipts, said, json.dumps({"code": 0, "msg": "成功"}, ensure_ascii=False), "application/json")


class AliyunVoice:
    """A call by a machine that reads a registered template (SingleCallByTts)."""

    name = "aliyun_voice"
    label = _("Aliyun voice calls")
    channels: tuple[str, ...] = ("call",)
    entries: tuple[Entry, ...] = (*KEYS, Entry("show_number", _("Number shown")), Entry(
        "tts_code", _("Template for free text"), help=_("a registered template with one variable named text")))  # fmt: skip
    asks = False
    accept_delay = timedelta()
    templates = True
    base = "https://dyvmsapi.aliyuncs.com"

    def send(self, line: Line, parcel: Parcel) -> Answer:
        """Ask for the call."""
        values = dict(parcel.values) if parcel.template_code else {"text": parcel.body}
        return _answer(self.name, self.base, "SingleCallByTts", line, {
            "CalledNumber": parcel.address, "CalledShowNumber": str(line.settings.get("show_number", "")),
            "TtsCode": parcel.template_code or str(line.settings.get("tts_code", "")), "OutId": parcel.our_id,
            "TtsParam": json.dumps(values, ensure_ascii=False),
        }, "CallId")  # fmt: skip

    def ask(self, line: Line, parcel: Parcel) -> Found:
        """Calls are found by their own id only."""
        return Doubt("cannot_be_asked")

    def hear(self, line: Line, call: Call) -> Heard:
        """VoiceReport: a list of JSON with call_id and out_id; status_code 200000 means it was answered."""
        receipts = [
            Receipt("delivered" if str(row.get("status_code")) == "200000" else "failed", call.at,
                    our_id=str(row.get("out_id", "")), their_id=str(row["call_id"]), code=str(row.get("status_code", "")))
            for row in _rows(call) if row.get("call_id")
        ]  # fmt: skip
        return Heard(receipts, (), json.dumps({"code": 0, "msg": "接收成功"}, ensure_ascii=False), "application/json")


def _rows(call: Call) -> list[dict[str, Any]]:
    try:
        found = json.loads(call.body)
    except ValueError:
        raise Forged("form") from None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Forged("form")
    return found


def _moment(text: Any, other: datetime) -> datetime:
    try:
        return datetime.strptime(str(text), "%Y-%m-%d %H:%M:%S").replace(tzinfo=SHANGHAI)
    except ValueError:
        return other
