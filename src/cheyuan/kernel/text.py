"""What people type into cells and boxes, made into plain values: half-width text, km, money in fen, whole numbers.

All functions take text or a number as a sheet hands it over and raise ``Refused(code, value=…)`` for what they cannot
read.
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from cheyuan.kernel.errors import Refused

MOST_KM = 9_999_999
MOST_FEN = 99_999_999_999_999
_SHORT = 8  # so many plain digits need no parsing
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d*)(\.\d*)?")
_KM = re.compile(r"(?:约)?(.+?)(万)?(?:公里|千米|km|kms)?", re.IGNORECASE)
_YUAN = re.compile(r"(?:rmb|cny|¥|¥|人民币)?(.+?)(万)?(?:元整|元|圆|rmb|cny)?", re.IGNORECASE)


def half(text: object) -> str:
    """Half-width, normalised (NFKC) text without invisible signs and without spaces (U+3000 too) at either end."""
    plain = text if isinstance(text, str) else "" if text is None else str(text)
    if plain.isascii():
        return plain.strip()
    plain = unicodedata.normalize("NFKC", plain)
    return (
        plain.strip() if _UNSEEN.isdisjoint(plain) else "".join(sign for sign in plain if sign not in _UNSEEN).strip()
    )


def number(value: object, code: str = "number_form") -> Decimal:
    """A decimal number out of text ("1,234.5", full width too) or a number; Refused(code)."""
    if isinstance(value, bool):
        raise Refused(code, value=value)
    if isinstance(value, int):
        return Decimal(value)
    text = half(value).replace(" ", "")
    found = _NUMBER.fullmatch(text) if not isinstance(value, float) else None
    try:
        result = Decimal(text.replace(",", "")) if found or isinstance(value, float) else None
    except InvalidOperation:
        result = None
    if result is None or not result.is_finite() or abs(result) > MOST_FEN:
        raise Refused(code, value=value)
    return result


def whole(value: object, code: str = "number_form", least: int = 0, most: int = MOST_FEN) -> int:
    """A whole number between ``least`` and ``most`` ("1,000", 5.0); Refused(code)."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < _SHORT:
        plain = int(value)
        if least <= plain <= most:
            return plain
    result = number(value, code)
    if result != int(result) or not least <= result <= most:
        raise Refused(code, value=value)
    return int(result)


def km(value: object) -> int:
    """Kilometres, whole, rounded down: 108484 for "108,484", 32000 for "3.2万公里"; Refused("km_form")."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < _SHORT:
        return int(value)
    result = _scaled(value, _KM, "km_form")
    if not 0 <= result <= MOST_KM:
        raise Refused("km_form", value=value)
    return int(result)


def fen(value: object) -> int:
    """Fen of an amount in yuan ("¥1,234.50", "1.2万元", 99.9), never below zero or a fen; Refused("money_form")."""
    result = _scaled(value, _YUAN, "money_form") * 100
    if result != int(result) or not 0 <= result <= MOST_FEN:
        raise Refused("money_form", value=value)
    return int(result)


def _scaled(value: object, form: re.Pattern[str], code: str) -> Decimal:
    """The number within its words, times 10,000 when it is counted in 万."""
    if not isinstance(value, str):
        return number(value, code)
    found = form.fullmatch(half(value).replace(" ", ""))
    if found is None:
        raise Refused(code, value=value)
    try:
        return number(found[1], code) * (10_000 if found[2] else 1)
    except Refused:
        raise Refused(code, value=value) from None


def storable(text: str) -> bool:
    """Whether a database can keep a text: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
