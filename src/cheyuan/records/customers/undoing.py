"""The way back from an edit: the former values, sealed into the address of the undo button."""

import base64
import binascii
import json
from datetime import date
from typing import Any

from cheyuan.base.sealed import keyring
from cheyuan.kernel.errors import Missing, Refused

NAME = "customers.undo"
LONGEST = 3000
DATES = ("birthday",)


def token(values: dict[str, Any]) -> str:
    """The values as an opaque text; empty when they are too long for an address."""
    sealed = keyring().seal(json.dumps(values, default=str), NAME)
    text = base64.urlsafe_b64encode(sealed).decode().rstrip("=")
    return text if len(text) <= LONGEST else ""


def opened(text: str) -> dict[str, Any]:
    """The values again; Missing for a text that we have not made."""
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        values: dict[str, Any] = json.loads(keyring().open(sealed, NAME))
    except (binascii.Error, ValueError, Refused):
        raise Missing("undo", None) from None
    for name in DATES:
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    return values
