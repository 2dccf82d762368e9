"""Telephone numbers of mainland China: mobiles, landlines with area code, 400/800 numbers; kept as digits only."""

import re

from cheyuan.kernel.errors import Refused
from cheyuan.kernel.text import half

_NOISE = re.compile(r"[\s\-‐‑‒–—−()./·]")
_FORM = re.compile(r"1[3-9]\d{9}|0(?:10|2\d|[3-9]\d{2})\d{7,8}|[48]00\d{7}")
_HEADS = ("+86", "0086", "86", "0")


def clean(value: object) -> str:
    """The digits of a number as typed or read (+86, spaces, dashes, full width, a float); Refused("phone_form")."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = half(value)
    digits = _NOISE.sub("", text[:-2] if text.endswith(".0") else text)
    if not _FORM.fullmatch(digits):
        tails = [digits[len(head) :] for head in _HEADS if digits.startswith(head)]
        digits = next(filter(_FORM.fullmatch, [*tails, *(f"0{tail}" for tail in tails)]), "")
    if not digits:
        raise Refused("phone_form", value=text)
    return digits


def is_mobile(phone: str) -> bool:
    """Whether a clean number can take a text message."""
    return len(phone) == 11 and phone[0] == "1"


def masked(phone: str) -> str:
    """ "138****1234" (PPL-09); short numbers keep their last four digits only."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else f"****{phone[-4:]}" if len(phone) > 4 else "****"


def grouped(phone: str) -> str:
    """Digits in the groups in which they are spoken: "138 1234 5678", "010 6512 3456", "400 651 2345"."""
    head = 3 if is_mobile(phone) or phone[:2] in ("01", "02") or phone[:1] in "48" else 4
    rest = phone[head:]
    cut = len(rest) - 4
    return " ".join(part for part in (phone[:head], rest[:cut], rest[cut:]) if part)


def grouped_mask(phone: str) -> str:
    """ "138 **** 1234": the mask in groups."""
    return masked(phone).replace("****", " **** ").strip()


def grams(phone: str) -> list[str]:
    """Every run of three and of four digits, once each, in order: what the search by any part of a phone looks up."""
    runs = (phone[start : start + size] for size in (3, 4) for start in range(len(phone) - size + 1))
    return list(dict.fromkeys(runs))
