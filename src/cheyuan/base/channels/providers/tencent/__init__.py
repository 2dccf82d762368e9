"""Tencent Cloud text messages (sms 2021-01-11), by the signed HTTP interface (TC3-HMAC-SHA256)."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

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
    Unseen,
)  # fmt: skip
from cheyuan.kernel.clock import SHANGHAI, now

VERSION = "2021-01-11"
AGAIN = ("LimitExceeded", "RequestLimitExceeded")
UNSURE = ("InternalError", "FailedOperation.FailResolvePacket")


def authorization(host: str, action: str, body: bytes, key_id: str, secret: str, at: datetime) -> str:
    """The header of a POST of JSON."""
    stamp, day = int(at.timestamp()), at.astimezone(UTC).strftime("%Y-%m-%d")
    lines = f"content-type:application/json; charset=utf-8\nhost:{host}\nx-tc-action:{action.lower()}\n"
    signed = "content-type;host;x-tc-action"
    canonical = "\n".join(["POST", "/", "", lines, signed, hashlib.sha256(body).hexdigest()])
    place = f"{day}/sms/tc3_request"
    text = f"TC3-HMAC-SHA256\n{stamp}\n{place}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"TC3{secret}".encode()
    for part in (day, "sms", "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    return f"TC3-HMAC-SHA256 Credential={key_id}/{place}, SignedHeaders={signed}, Signature={signature}"


class TencentSms:
    """Text messages by registered templates; our id travels as SessionContext."""

    name = "tencent_sms"
    label = _("Tencent Cloud text messages")
    channels: tuple[str, ...] = ("sms",)
    entries: tuple[Entry, ...] = (
        Entry("secret_id", _("Secret id")),
        Entry("secret_key", _("Secret key"), secret=True),
        Entry("app_id", _("Application id")),
        Entry("sign_name", _("Registered signature")),
        Entry("template_id", _("Template for free text"), help=_("a registered template with one variable")),
        Entry("region", _("Region of the cloud"), needed=False),
    )
    asks = True
    accept_delay = timedelta(hours=72)  # what can be asked is the network's receipt, which may take three days
    templates = True
    base = "https://sms.tencentcloudapi.com"

    def send(self, line: Line, parcel: Parcel) -> Answer:
        """SendSms to one number."""
        values = list(parcel.values.values()) if parcel.template_code else [parcel.body]
        try:
            reply, said = self._call(line, "SendSms", {
                "SmsSdkAppId": str(line.settings.get("app_id", "")), "SignName": str(line.settings.get("sign_name", "")),
                "TemplateId": parcel.template_code or str(line.settings.get("template_id", "")),
                "PhoneNumberSet": [f"+86{parcel.address}"], "TemplateParamSet": values, "SessionContext": parcel.our_id,
            })  # fmt: skip
        except wire.NotSent:
            return Turned("not_reachable", again=True)
        except wire.Unsure as trouble:
            return Doubt(str(trouble))
        status = (said.get("SendStatusSet") or [{}])[0]
        code = str((said.get("Error") or status).get("Code", ""))
        if code == "Ok":
            return Accepted(str(status.get("SerialNo", "")))
        if reply.status >= 500 or not code or code.startswith(UNSURE):
            return Doubt(code or str(reply.status))
        return Turned(code, again=code.startswith(AGAIN))

    def ask(self, line: Line, parcel: Parcel) -> Found:
        """PullSmsSendStatusByPhoneNumber from the claim on, where our SessionContext stands."""
        begin = int(parcel.claimed_at.timestamp()) - 60
        try:
            _reply, said = self._call(line, "PullSmsSendStatusByPhoneNumber", {
                "BeginTime": begin, "EndTime": int(now().timestamp()), "Offset": 0, "Limit": 100,
                "PhoneNumber": f"+86{parcel.address}", "SmsSdkAppId": str(line.settings.get("app_id", "")),
            })  # fmt: skip
        except (wire.NotSent, wire.Unsure) as trouble:
            return Doubt(str(trouble))
        if "Error" in said:
            return Doubt(str(said["Error"].get("Code", "")))
        for row in said.get("PullSmsSendStatusSet") or []:
            if row.get("SessionContext") == parcel.our_id:
                if row.get("ReportStatus") == "FAIL":
                    return Turned(str(row.get("Description", ""))[:60])
                return Accepted(str(row.get("SerialNo", "")))
        return Unseen()

    def _call(self, line: Line, action: str, asked: dict[str, Any]) -> tuple[wire.Reply, dict[str, Any]]:
        base, body, at = wire.base_of(self.name, self.base), json.dumps(asked).encode(), now()
        host = urlsplit(base).netloc
        key, secret = str(line.settings.get("secret_id", "")), line.secrets.get("secret_key", "")
        reply = wire.call(self.name, base, "POST", "/", body=body, headers={
            "Authorization": authorization(host, action, body, key, secret, at), "Host": host,
            "Content-Type": "application/json; charset=utf-8", "X-TC-Action": action, "X-TC-Version": VERSION,
            "X-TC-Timestamp": str(int(at.timestamp())),
            "X-TC-Region": str(line.settings.get("region") or "ap-guangzhou"),
        })  # fmt: skip
        said = reply.json().get("Response")
        if not isinstance(said, dict):
            raise wire.Unsure("answer")
        return reply, said

    def hear(self, line: Line, call: Call) -> Heard:
        """Receipts (a list) and answers (an object). Nothing is signed: the unguessable address and its serial number fit."""
        try:
            found = json.loads(call.body)
        except ValueError:
            raise Forged("form") from None
        rows = found if isinstance(found, list) else [found]
        if not all(isinstance(one, dict) for one in rows):
            raise Forged("form")
        receipts = [
            Receipt("delivered" if row.get("report_status") == "SUCCESS" else "failed",
                    _moment(row.get("user_receive_time"), call.at), their_id=str(row["sid"]),
                    code=str(row.get("errmsg", ""))[:60])
            for row in rows if row.get("sid")
        ]  # fmt: skip
        said = [Said(str(row.get("mobile", "")), str(row["text"]), call.at) for row in rows if "text" in row]
        return Heard(receipts, said, json.dumps({"result": 0, "errmsg": "OK"}), "application/json")


def _moment(text: Any, other: datetime) -> datetime:
    try:
        return datetime.strptime(str(text), "%Y-%m-%d %H:%M:%S").replace(tzinfo=SHANGHAI)
    except ValueError:
        return other
