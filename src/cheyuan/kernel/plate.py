"""Number plates of vehicles by GA 36 (2018): ordinary, new energy, special endings; without dot or space."""

import re

from cheyuan.kernel.errors import Refused
from cheyuan.kernel.text import half

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SEPARATORS = re.compile(r"[\s·•・‧⋅∙●.\-_]")
_OFFICE = f"[{PROVINCES}][A-HJ-NP-Z]"
_SIGN = "[A-HJ-NP-Z0-9]"
_ENERGY = "[DFABCEGHJK]"
_FORM = re.compile(
    rf"{_OFFICE}{_SIGN}{{5}}"  # ordinary
    rf"|{_OFFICE}{_ENERGY}{_SIGN}\d{{4}}"  # new energy, small
    rf"|{_OFFICE}\d{{5}}{_ENERGY}"  # new energy, large
    rf"|{_OFFICE}{_SIGN}{{4}}[学警挂港澳领使]"
    rf"|[{PROVINCES}]X\d{{4}}应急"
    r"|使\d{6}|\d{6}使"
)


def clean(text: object) -> str:
    """The plate in half-width capitals without dot or space (粤a·7k2m6 → 粤A7K2M6); Refused("plate_form")."""
    plate = _SEPARATORS.sub("", half(text)).upper()
    if not _FORM.fullmatch(plate):
        raise Refused("plate_form", value=plate)
    return plate


def new_energy(plate: str) -> bool:
    """Whether a clean plate is one of the longer plates of electric and plug-in cars."""
    return len(plate) == 8 and plate[0] in PROVINCES and not plate.endswith("应急")


def spoken(plate: str) -> str:
    """How a plate is read out and shown: "粤A 7K2M6"; plates that do not begin with a province stay as they are."""
    return f"{plate[:2]} {plate[2:]}" if plate[:1] and plate[0] in PROVINCES else plate
