"""Headers made comparable: spaces, signs, letter case, remarks in brackets and units do not tell columns apart."""

import re
from collections.abc import Collection
from functools import lru_cache

from cheyuan.kernel.text import half

_SIGNS = re.compile(r"[\s_\-·./\\:*#\"'、,;]+")
_BRACKETS = re.compile(r"[(\[【〔<].*?[)\]】〕>]")


@lru_cache(maxsize=4_096)
def normal(label: str) -> str:
    """The label in small letters without spaces and signs; brackets stay: "车架号(VIN)" → "车架号(vin)"."""
    return _SIGNS.sub("", half(label).lower())


@lru_cache(maxsize=4_096)
def bare(label: str) -> str:
    """The normal label without what stands in brackets: "当前里程(公里)" → "当前里程"."""
    return _BRACKETS.sub("", normal(label)) or normal(label)


def matches(label: str, known: Collection[str]) -> bool:
    """Whether a header is one of the known normal labels, with or without its brackets."""
    return normal(label) in known or bare(label) in known


def unit_of(label: str, kind: str) -> str:
    """The unit that a header names: "fen", "yuan" or "wan" for money, "km" or "wan" for mileage; empty when it names none."""
    plain = normal(label)
    if kind not in ("money", "km"):
        return ""
    if "万" in plain:
        return "wan"
    if kind == "km":
        return ""
    return (
        "fen"
        if re.search(r"fen\b|\(分\)|单位分|分$", plain)
        else "yuan"
        if re.search(r"元|yuan|rmb|cny", plain)
        else ""
    )
