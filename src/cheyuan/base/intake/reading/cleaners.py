"""One cell → one clean value, by the kind of its field; ``Refused(code)`` when it cannot be read."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from cheyuan.base.intake.reading import choices
from cheyuan.base.intake.reading.labels import normal
from cheyuan.base.intake.reading.specs import Field
from cheyuan.kernel import dates, phone, plate, text, vin
from cheyuan.kernel.errors import Refused

Clean = Callable[[object], object]
BLANK = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "/",
        "\\",
        "无",
        "暂无",
        "未知",
        "不详",
        "空",
        "n/a",
        "na",
        "none",
        "null",
        "#n/a",
        "nan",
        "nil",
        "?",
    }
)
NO_PLATE = frozenset({"未上牌", "无牌", "临牌", "新车", "待上牌", "未挂牌", "临时牌照", "无牌照", "临时"})
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[A-Za-z0-9-]{2,}")


def cleaner(field: Field, unit: str = "") -> Clean:
    """The function that reads cells of a field in a unit (money: fen, yuan, wan; km: km, wan)."""
    return _by_kind(field, unit or field.unit)


def is_blank(field: Field, cell: object) -> bool:
    """Whether a cell says nothing; free text may consist of a dash, a date or a number may not."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    plain = text.half(cell)
    if field.kind in ("text", "code", "prose"):
        return not plain
    return plain.lower() in BLANK or (field.kind == "plate" and plain in NO_PLATE)


def _by_kind(field: Field, unit: str) -> Clean:
    simple: dict[str, Clean] = {
        "vin": vin.clean, "plate": plate.clean, "phone": phone.clean, "date": dates.read, "name": partial(_text, field.most),
        "birthday": partial(dates.read, least_serial=dates.BIRTH_SERIAL), "flag": _flag, "email": _email,
        "km": _km_in_ten_thousands if unit == "wan" else text.km, "text": partial(_text, field.most),
        "code": partial(_text, field.most), "prose": partial(_prose, field.most), "money": _money(unit),
        "choice": partial(_choice, field),
        "whole": partial(text.whole, most=field.most), "number": partial(_number, field.most),
    }  # fmt: skip
    return simple[field.kind]


def _text(most: int, cell: object) -> str:
    plain = " ".join(text.half(cell).split())
    if len(plain) > most:
        raise Refused("text_long", value=plain[:20], length=len(plain), limit=most)
    return plain


def _prose(most: int, cell: object) -> str:
    """Sentences keep their signs: only what cannot be seen goes."""
    plain = str(cell).replace("\x00", "").strip()
    if len(plain) > most:
        raise Refused("text_long", value=plain[:20], length=len(plain), limit=most)
    return plain


def _email(cell: object) -> str:
    plain = text.half(cell).replace(" ", "").lower()
    if len(plain) > 120 or not _EMAIL.fullmatch(plain):
        raise Refused("email_form", value=plain)
    return plain


def _flag(cell: object) -> bool:
    plain = text.half(cell).lower()
    if plain not in choices.YES and plain not in choices.NO:
        raise Refused("choice_unknown", value=plain)
    return plain in choices.YES


def _choice(field: Field, cell: object) -> str:
    plain = normal(text.half(cell))
    found = field.choices.get(plain)
    if found is None:
        raise Refused("choice_unknown", value=text.half(cell))
    return found


def _number(most: int, cell: object) -> float:
    found = text.number(cell)
    if abs(found) > most:
        raise Refused("number_form", value=cell)
    return float(found)


def _money(unit: str) -> Clean:
    if unit == "wan":
        return lambda cell: text.fen(str(text.number(cell, "money_form") * 10_000))
    return text.fen if unit == "yuan" else partial(text.whole, code="money_form")


def _km_in_ten_thousands(cell: object) -> int:
    plain = text.half(cell)
    return text.km(plain if "万" in plain else float(text.number(plain, "km_form") * Decimal(10_000)))
