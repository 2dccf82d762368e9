"""The one way out to providers over HTTP: https, address pinned after it was looked up, no private ranges, no redirects.

It says apart what surely was not sent from what may have been: only the second is a doubt. Base addresses come from the
code or, for a local double, from the environment (``CHEYUAN_PROVIDERS``), never from a page.
"""

import http.client
import ipaddress
import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings

TIMEOUT = 10.0
"""Seconds; shorter than ``claiming.SEND_MOST``, which begins to count afterwards."""
MOST = 1_000_000


class NotSent(Exception):
    """Nothing has left: no such host, refused connection, forbidden address."""


class Unsure(Exception):
    """It may have arrived: the connection ended or the time was over after the request began to leave."""


@dataclass(frozen=True)
class Reply:
    """A provider's answer."""

    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body as an object; Unsure when it is none."""
        try:
            found = json.loads(self.body)
        except ValueError as wrong:
            raise Unsure("answer") from wrong
        if not isinstance(found, dict):
            raise Unsure("answer")
        return found


def base_of(name: str, usual: str) -> str:
    """The base address of a provider: the environment's, else the usual one."""
    known: Mapping[str, str] = getattr(settings, "PROVIDERS", {})
    return known.get(name, usual).rstrip("/")


def trusted(name: str) -> bool:
    """Whether the operator named this provider's address: then it may be on this machine and without TLS."""
    return name in getattr(settings, "PROVIDERS", {})


def pinned(host: str, port: int, *, anywhere: bool) -> str:
    """The address to connect to; NotSent when the name leads nowhere or, unless ``anywhere``, into a private range."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as wrong:
        raise NotSent("host") from wrong
    address = str(found[0][4][0])
    if not anywhere and not all(ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found):
        raise NotSent("private")
    return address


class _Pinned(http.client.HTTPSConnection):
    """TLS to a pinned address under the name that the certificate must carry."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
        self.address = address

    def connect(self) -> None:
        """To the address, not to whatever the name means by now."""
        plain = socket.create_connection((self.address, self.port), TIMEOUT)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _link(base: str, *, anywhere: bool) -> http.client.HTTPConnection:
    parts = urlsplit(base)
    if parts.scheme != "https" and not (anywhere and parts.scheme == "http"):
        raise NotSent("scheme")
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = pinned(host, port, anywhere=anywhere)
    link = (
        _Pinned(host, port, address) if parts.scheme == "https" else http.client.HTTPConnection(address, port, TIMEOUT)
    )
    try:
        link.connect()
    except (OSError, ssl.SSLError) as wrong:
        raise NotSent("connect") from wrong
    return link


def call(
    name: str, base: str, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
) -> Reply:  # fmt: skip
    """One request to a provider. NotSent and Unsure as above; a redirect is an answer like any other, never followed."""
    link = _link(base, anywhere=trusted(name))
    where = urlsplit(base).path + path + ("?" + urlencode(query) if query else "")
    try:
        link.request(method, where, body or None, dict(headers or {}))
        reply = link.getresponse()
        return Reply(reply.status, reply.read(MOST))
    except (OSError, http.client.HTTPException) as wrong:
        raise Unsure(type(wrong).__name__) from wrong
    finally:
        link.close()
