"""The way back from an edit: the former values, signed, in the address of the undo button. Nothing personal stands there."""

from datetime import date
from typing import Any

from django.core import signing

from cheyuan.kernel.errors import Missing

SALT = "vehicles.undo"
DATES = ("delivered_on", "registered_on", "warranty_end", "extended_warranty_end", "inspection_due", "built_on")


def token(values: dict[str, Any]) -> str:
    """The values as a text."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return signing.dumps(plain, salt=SALT, compress=True)


def opened(text: str) -> dict[str, Any]:
    """The values again; Missing for a text that we have not made within the hour."""
    try:
        values: dict[str, Any] = signing.loads(text, salt=SALT, max_age=3600)
    except signing.BadSignature:
        raise Missing("undo", None) from None
    return {name: date.fromisoformat(value) if name in DATES and value else value for name, value in values.items()}
