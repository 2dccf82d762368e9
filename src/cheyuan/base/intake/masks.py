"""Values of uploads as they may be shown: enough to find the mistake, too little to take away (PPL-09)."""

import re

from cheyuan.kernel import phone

_DIGITS = re.compile(r"\d{9,}")
_SHOWN = 40
_STREET = 6  # signs of a street address that are shown


def masked(field: str, value: str) -> str:
    """The value of a field of ours, or of a column without one (field empty), with its personal part hidden."""
    plain = value.strip()[:_SHOWN]
    if not plain:
        return ""
    if field == "phone":
        return _phone(plain)
    if field == "email":
        head, at, tail = plain.partition("@")
        return f"{head[:1]}***{at}{tail}"
    if field == "address":
        return plain[:_STREET] + "…" if len(plain) > _STREET else plain
    return _DIGITS.sub(lambda found: phone.masked(found[0]), plain)


def _phone(plain: str) -> str:
    """Whatever stands where a phone should: its beginning and end."""
    if len(plain) <= 4:
        return plain[:1] + "***"
    return phone.masked("".join(plain.split())) if len(plain) > 7 else f"{plain[:2]}***{plain[-2:]}"
