"""The words of a letter: fixed placeholders, our own small substitution; what somebody typed is never evaluated."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.errors import Refused

PLACEHOLDERS: dict[str, tuple[object, str]] = {
    "title": (_("The customer, as they are addressed"), "王先生"),
    "car": (_("Car and plate"), "海悦 L5 粤A 7K2M6"),
    "advisor": (_("The advisor"), "周敏"),
    "store": (_("The store"), "天河店"),
    "phone": (_("The store's phone"), "020 8888 6666"),
    "day": (_("The day of posting"), "11 月 28 日"),
}
"""Name → what it stands for, and a sample."""
HEADING, BODY, CLOSING = 24, 900, 60
"""Most signs of the heading, the words and the line at the end: more do not fit on a card."""
_TOKEN = re.compile(r"\{([^{}]*)\}")


def check(text: str, most: int, field: str) -> str:
    """The text when every placeholder is known; Refused: letter_long(most), placeholder_unknown(name)."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > most:
        raise Refused("letter_long", field=field, most=most)
    for name in _TOKEN.findall(text):
        if name not in PLACEHOLDERS:
            raise Refused("placeholder_unknown", field=field, name=name[:40])
    if set(_TOKEN.sub("", text)) & set("{}"):
        raise Refused("placeholder_unknown", field=field, name="{ }")
    return text


def filled(text: str, values: Mapping[str, str]) -> str:
    """The words with their values; a value that is not known is a dash."""
    return _TOKEN.sub(lambda found: values.get(found[1], "") or "—", text)


def samples() -> dict[str, str]:
    """Sample values for a proof."""
    return {name: example for name, (_label, example) in PLACEHOLDERS.items()}
