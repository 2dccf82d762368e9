"""Time-based one-time passwords (RFC 6238 over RFC 4226: HMAC-SHA-1, 6 digits, 30 seconds), as every authenticator app knows."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

PERIOD = 30
DIGITS = 6
DRIFT = 1
"""How many steps the phone's clock may be early or late."""


def new_secret() -> str:
    """A fresh 160-bit secret in base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_of(at: datetime) -> int:
    """The number of the half minute in which a moment lies."""
    return int(at.timestamp()) // PERIOD


def code(secret: str, step: int) -> str:
    """The code of a step."""
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: str, said: str, at: datetime, after: int = 0) -> int | None:
    """The step whose code was said, near ``at`` and later than ``after`` (the last one used); None for a wrong code."""
    here = step_of(at)
    said = said.replace(" ", "")
    for step in range(here - DRIFT, here + DRIFT + 1):
        if hmac.compare_digest(code(secret, step).encode(), said.encode()) and step > after:
            return step
    return None


def address(secret: str, name: str, issuer: str = "Cheyuan") -> str:
    """What the QR code says to the authenticator app."""
    facts = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": PERIOD})
    return f"otpauth://totp/{quote(issuer)}:{quote(name)}?{facts}"
