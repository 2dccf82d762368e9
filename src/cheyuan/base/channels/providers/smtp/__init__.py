"""Email over any SMTP server (RFC 5321), by Python's smtplib.

Before DATA nothing has been taken: trouble there is surely "not sent". After it the server's own answer counts; a
connection that ends without one is a doubt, and SMTP cannot be asked.
"""

import smtplib
import socket
import ssl
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any

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

GOOD = 250
TLS_AT_ONCE = 465


class _Tls(smtplib.SMTP_SSL):
    """TLS from the first byte, to the pinned address under the server's name."""

    name = ""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # type: ignore[override]
        plain = socket.create_connection((host, port), timeout)
        return self.context.wrap_socket(plain, server_hostname=self.name)


class Smtp:
    """One mailbox of the store; host and port may be named by the environment for a local server."""

    name = "smtp"
    label = _("Email server (SMTP)")
    channels: tuple[str, ...] = ("email",)
    entries: tuple[Entry, ...] = (
        Entry("host", _("Server")),
        Entry("port", _("Port"), needed=False, help=_("465 with TLS at once, else 587 with STARTTLS")),
        Entry("username", _("User name"), needed=False),
        Entry("sender", _("Sender's address")),
        Entry("password", _("Password"), secret=True, needed=False),
    )
    asks = False
    accept_delay = timedelta()
    templates = False

    def send(self, line: Line, parcel: Parcel) -> Answer:
        """Hand one letter to the server."""
        try:
            link = _open(line)
        except (OSError, wire.NotSent, smtplib.SMTPException):
            return Turned("not_reachable", again=True)
        try:
            return _hand(link, line, parcel)
        finally:
            link.close()

    def ask(self, line: Line, parcel: Parcel) -> Found:
        """SMTP knows no such question."""
        return Doubt("cannot_be_asked")

    def hear(self, line: Line, call: Call) -> Heard:
        """Mail servers do not call."""
        raise Forged("smtp")


def _open(line: Line) -> smtplib.SMTP:
    base = wire.base_of("smtp", "")
    local = base.removeprefix("smtp://").rpartition(":") if base else ("", "", "")
    host = local[0] or str(line.settings.get("host", ""))
    port = int(local[2] or line.settings.get("port") or 587)
    address = wire.pinned(host, port, anywhere=bool(base))
    safe = ssl.create_default_context()
    link: Any = _Tls(timeout=wire.TIMEOUT, context=safe) if port == TLS_AT_ONCE else smtplib.SMTP(timeout=wire.TIMEOUT)
    link.name = link._host = host
    link.connect(address, port)
    link.ehlo_or_helo_if_needed()
    if port != TLS_AT_ONCE and not base:
        link._host = host
        link.starttls(context=safe)
    if line.settings.get("username"):
        link.login(str(line.settings["username"]), line.secrets.get("password", ""))
    found: smtplib.SMTP = link
    return found


def _hand(link: smtplib.SMTP, line: Line, parcel: Parcel) -> Answer:
    sender = parseaddr(str(line.settings.get("sender", "")))[1]
    try:
        for code, words in (link.mail(sender), link.rcpt(parcel.address)):
            if code >= 400:
                return _no(code, words)
    except (OSError, smtplib.SMTPException):
        return Turned("not_reachable", again=True)
    try:
        code, words = link.data(_written(sender, parcel).as_bytes())
    except smtplib.SMTPDataError as no:
        return _no(no.smtp_code, no.smtp_error)
    except (OSError, smtplib.SMTPException) as trouble:
        return Doubt(type(trouble).__name__)
    return Accepted(parcel.our_id) if code == GOOD else _no(code, words)


def _no(code: int, words: Any) -> Turned:
    """4xx may be tried again, 5xx not (RFC 5321, 4.2.1)."""
    return Turned(f"smtp_{code}", again=400 <= code < 500)


def _written(sender: str, parcel: Parcel) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = Address(parcel.sender, addr_spec=sender)
    letter["To"] = parcel.address
    letter["Subject"] = (parcel.subject or parcel.sender).replace("\r", " ").replace("\n", " ")
    letter["Message-ID"] = f"<{parcel.our_id}@{sender.rpartition('@')[2]}>"
    letter["Date"] = format_datetime(parcel.claimed_at)
    letter.set_content(parcel.text)
    if parcel.html:
        letter.add_alternative(parcel.html, subtype="html")
    return letter
