"""A script's text with its variables filled in: ``{customer}`` or ``{客户}``.

What stands in ``[ … ]`` is left out when a variable in it is unknown.

Our own small substitution: stored text never reaches ``format``, so that it cannot look into objects.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cheyuan.engage.contact.scripts.variables import CODES
from cheyuan.kernel.errors import Refused

TOKEN = re.compile(r"\{([^{}\[\]]*)\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
LONGEST = 600


class Segment(NamedTuple):
    """A stretch of words; ``live`` marks what a variable filled in."""

    text: str
    live: bool


def check(text: str) -> str:
    """The text if every variable is known and braces and brackets close.

    Refused: script_variable(name), script_brace, script_long.
    """
    if len(text) > LONGEST:
        raise Refused("script_long", most=LONGEST)
    for name in TOKEN.findall(text):
        if name.strip() not in CODES:
            raise Refused("script_variable", name=name.strip()[:40])
    rest = OPTIONAL.sub(r"\1", TOKEN.sub("", text))
    if set(rest) & set("{}[]"):
        raise Refused("script_brace")
    return text


def filled(text: str, values: Mapping[str, str]) -> list[Segment]:
    """The words to say; a variable without a value outside of brackets is a dash."""
    found: list[Segment] = []
    at = 0
    for part in OPTIONAL.finditer(text):
        found += _stretch(text[at : part.start()], values)
        if all(_value(name, values) for name in TOKEN.findall(part[1])):
            found += _stretch(part[1], values)
        at = part.end()
    return found + _stretch(text[at:], values)


def _stretch(text: str, values: Mapping[str, str]) -> list[Segment]:
    found: list[Segment] = []
    at = 0
    for token in TOKEN.finditer(text):
        if token.start() > at:
            found.append(Segment(text[at : token.start()], False))
        found.append(Segment(_value(token[1], values) or "—", True))
        at = token.end()
    if at < len(text):
        found.append(Segment(text[at:], False))
    return found


def _value(name: str, values: Mapping[str, str]) -> str:
    code = CODES.get(name.strip())
    return values.get(code, "") if code else ""


def plain(segments: Iterable[Segment]) -> str:
    """The words without marks."""
    return "".join(segment.text for segment in segments)
