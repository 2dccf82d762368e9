"""From what a person types to what is looked up."""

import re
from dataclasses import dataclass

from cheyuan.base.sealed import keyring
from cheyuan.kernel import phone
from cheyuan.kernel.text import half

_BREAK = re.compile(r"[\s,，、;；]+")
_JOIN = str.maketrans("", "", "·-*#()（）")


@dataclass(frozen=True)
class Lookup:
    """One way to read the typed words: all tokens and all blind pieces must be there."""

    tokens: tuple[str, ...]
    blind: tuple[int, ...]
    digits: str = ""


def lookups(group_id: int, typed: str) -> list[Lookup]:
    """The ways to read it: digits may be part of a phone, or a plate, VIN tail or number; at most two ways."""
    words = [word for word in _BREAK.split(half(typed).lower().translate(_JOIN)) if word][:6]
    if not words:
        return []
    plain = Lookup(tokens=tuple(words), blind=())
    number = next((word for word in words if word.isdigit() and len(word) >= 3), "")
    if not number:
        return [plain]
    rest = tuple(word for word in words if word != number)
    return [plain, Lookup(tokens=rest, blind=blind(group_id, number), digits=number)]


def blind(group_id: int, digits: str) -> tuple[int, ...]:
    """The keyed hashes of the pieces of a number: three digits as they are, else every run of four."""
    size = 3 if len(digits) == 3 else 4
    pieces = [digits[start : start + size] for start in range(len(digits) - size + 1)]
    return tuple(piece_key(group_id, piece) for piece in pieces)


def phone_keys(group_id: int, number: str) -> list[int]:
    """The keyed hashes under which a phone is found by any part of it."""
    return [piece_key(group_id, piece) for piece in phone.grams(number)]


_pieces: dict[tuple[int, str], int] = {}


def piece_key(group_id: int, piece: str) -> int:
    """The keyed hash of three or four digits; there are only 11,000 of them in a group, so they are remembered."""
    found = _pieces.get((group_id, piece))
    if found is None:
        found = _pieces[group_id, piece] = keyring().blind_int(group_id, piece)
    return found


def tails(text: str, least: int = 4) -> set[str]:
    """The endings of a number (VIN, order number) by which people ask for it, and the whole."""
    small = text.lower()
    return {small[start:] for start in range(max(0, len(small) - 8), max(1, len(small) - least + 1))} | {small}


def parts(text: str, least: int = 3) -> set[str]:
    """Every run of at least ``least`` signs (plates)."""
    small = text.lower()
    size = len(small)
    return {small[start:end] for start in range(size) for end in range(start + least, size + 1)} | {small}
