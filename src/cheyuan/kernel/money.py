"""Money: whole fen (1 yuan = 100 fen) everywhere; text only at the edge. No floats."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from cheyuan.kernel.errors import Refused

_AMOUNT = re.compile(r"(?P<sign>[+-]?)(?P<number>\d+(?:\.\d+)?)(?P<wan>万?)")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?万?|[^,]*")
_MOST = 10**15


def show(fen: int) -> str:
    """Fen as people read them: ``123400`` → "¥1,234", ``123450`` → "¥1,234.50", ``-5`` → "-¥0.05"."""
    yuan, rest = divmod(abs(fen), 100)
    tail = f".{rest:02d}" if rest else ""
    return f"{'-' if fen < 0 else ''}¥{yuan:,}{tail}"


def about(fen: int) -> str:
    """An estimate as people read it, no finer than it knows: three figures, whole yuan. ``8098281`` → "¥81,000"."""
    digits = len(str(abs(fen)))
    return show(round(fen, -max(2, digits - 3)))


def parse(text: str) -> int:
    """Fen of what a person wrote in yuan: "1,234.5", "¥1,234", "１２３４元", "RMB 20", "1.2万", "-3元".

    Refused("money_form") for anything else, for parts of a fen, and from 10¹³ yuan on.
    """
    plain = unicodedata.normalize("NFKC", text).replace("￥", "¥").upper()
    bare = re.sub(r"\s+", "", plain)
    sign = "-" if bare.startswith("-") else ""
    bare = re.sub(r"^[+-]?(?:¥|RMB|CNY|人民币)?", "", bare, count=1)
    bare = re.sub(r"(?:元|块|圆|RMB|CNY)(?:整)?$", "", bare)
    if not _GROUPED.fullmatch(bare):
        raise Refused("money_form", value=text)
    found = _AMOUNT.fullmatch(sign + bare.replace(",", ""))
    if not found:
        raise Refused("money_form", value=text)
    number = Decimal(found["number"]) * (1_000_000 if found["wan"] else 100)
    if number != number.to_integral_value() or number >= _MOST:
        raise Refused("money_form", value=text)
    return -int(number) if found["sign"] == "-" else int(number)


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Share ``total`` fen by whole weights so that nothing is lost or made: ``sum(result) == total``.

    Largest remainder, ties to the earlier share; with all weights 0 the shares are equal.
    ValueError without weights or with a negative one.
    """
    if not weights or min(weights) < 0:
        raise ValueError("weights: at least one, none negative")
    parts = list(weights) if any(weights) else [1] * len(weights)
    whole, sign = sum(parts), -1 if total < 0 else 1
    shares = [abs(total) * part // whole for part in parts]
    order = sorted(range(len(parts)), key=lambda i: (-(abs(total) * parts[i] % whole), i))
    for i in order[: abs(total) - sum(shares)]:
        shares[i] += 1
    return [sign * share for share in shares]


def percent(fen: int, points: int) -> int:
    """``points`` hundredths of a percent (basis points) of ``fen``, rounded half up away from zero."""
    amount = (abs(fen) * abs(points) * 2 + 10_000) // 20_000
    return amount if (fen < 0) == (points < 0) else -amount
