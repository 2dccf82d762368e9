"""How long a text message is as networks count it, and what it costs (fen)."""

from dataclasses import dataclass

# GSM 03.38 (3GPP TS 23.038): the basic alphabet, and the signs that take two places.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€\f")
ONE = {"gsm": 160, "ucs2": 70}
MANY = {"gsm": 153, "ucs2": 67}


@dataclass(frozen=True)
class Length:
    """``signs`` as people count, the ``alphabet`` (gsm, ucs2), ``units`` as networks count, ``parts`` as they bill."""

    signs: int
    alphabet: str
    units: int
    parts: int


def length(text: str) -> Length:
    """160 places of the GSM alphabet or 70 of UCS-2 in one message, 153 or 67 in each part of a longer one.

    A sign of two places (an emoji, a brace) is never cut in two.
    """
    alphabet = "gsm" if all(sign in GSM or sign in DOUBLE for sign in text) else "ucs2"
    sizes = [_size(sign, alphabet) for sign in text]
    units = sum(sizes)
    return Length(len(text), alphabet, units, 1 if units <= ONE[alphabet] else _parts(sizes, MANY[alphabet]))


def _size(sign: str, alphabet: str) -> int:
    return 2 if (sign in DOUBLE if alphabet == "gsm" else ord(sign) > 0xFFFF) else 1


def _parts(sizes: list[int], room: int) -> int:
    parts, left = 1, room
    for size in sizes:
        if size > left:
            parts, left = parts + 1, room
        left -= size
    return parts
