"""Aliyun's request signature V3 (ACS3-HMAC-SHA256), for RPC-style interfaces with parameters in the query."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import uuid4

EMPTY = hashlib.sha256(b"").hexdigest()
SIGNED = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"


def headers(
    host: str, action: str, version: str, query: Mapping[str, str], key_id: str, secret: str, *, at: datetime, nonce: str = ""
) -> dict[str, str]:  # fmt: skip
    """The headers of a POST whose parameters stand in ``query`` and whose body is empty."""
    plain = {
        "host": host, "x-acs-action": action, "x-acs-content-sha256": EMPTY,
        "x-acs-date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "x-acs-signature-nonce": nonce or uuid4().hex,
        "x-acs-version": version,
    }  # fmt: skip
    signature = sign(plain, query, secret)
    return {
        **plain,
        "Authorization": f"ACS3-HMAC-SHA256 Credential={key_id},SignedHeaders={SIGNED},Signature={signature}",
    }


def sign(plain: Mapping[str, str], query: Mapping[str, str], secret: str) -> str:
    """The signature (hex) of these headers and parameters."""
    lines = "".join(f"{name}:{plain[name]}\n" for name in SIGNED.split(";"))
    asked = "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in sorted(query.items()))
    canonical = "\n".join(["POST", "/", asked, lines, SIGNED, EMPTY])
    text = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
