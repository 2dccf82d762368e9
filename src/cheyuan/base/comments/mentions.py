"""Finding mentions in a text: "@" and a colleague's login or name. Pure but for its people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from cheyuan.kernel.errors import Refused

SIGN = re.compile(r"(?<![A-Za-z0-9_.+-])@(?=[^\s@])")
WORD = re.compile(r"[^\s@，。、；：！？,;:!?()（）]{1,40}")
LOGIN = re.compile(r"[A-Za-z0-9_.-]")


class Named(Protocol):
    """Somebody who can be mentioned."""

    @property
    def id(self) -> int:
        """The number of the account."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def login(self) -> str:
        """The login."""


@dataclass(frozen=True)
class Mention:
    """Somebody named in a text; ``word`` is how: their login or name as it stands there."""

    id: int
    name: str
    word: str


def mentions(text: str, people: Iterable[Named]) -> list[Mention]:
    """Who is mentioned, each once, in order.

    A login ends where no letter, digit, dot, dash or underscore follows; of names the longest that fits is meant. Signs inside
    words (mail addresses) mention nobody. Refused("mention_unknown", word) and ("mention_many", name) for a name of several.
    """
    known = list(people)
    found: dict[int, Mention] = {}
    for sign in SIGN.finditer(text):
        rest = text[sign.end() :]
        fitting = _logins(rest, known) or _names(rest, known)
        if not fitting:
            word = WORD.match(rest)
            raise Refused("mention_unknown", field="text", word=word[0] if word else rest[:20])
        if len(fitting) > 1:
            logins = ", ".join(sorted(one.login for one in fitting))
            raise Refused("mention_many", field="text", name=fitting[0].name, logins=logins)
        one, login = fitting[0], fitting[0].login
        size = len(login) if login and rest[: len(login)].casefold() == login.casefold() else len(one.name)
        found.setdefault(one.id, Mention(one.id, one.name, rest[:size]))
    return list(found.values())


def _logins(rest: str, known: list[Named]) -> list[Named]:
    low = rest.casefold()
    fitting = [one for one in known if one.login and low.startswith(one.login.casefold())]
    whole = [one for one in fitting if not LOGIN.match(_after(rest, one.login))]
    return sorted(whole, key=lambda one: -len(one.login))[:1]


def _after(rest: str, word: str) -> str:
    """What follows a login; a full stop at the end of a sentence belongs to the sentence."""
    end = rest[len(word) :]
    return end[1:] if end.startswith(".") else end


def _names(rest: str, known: list[Named]) -> list[Named]:
    low = rest.casefold()
    fitting = [one for one in known if one.name and low.startswith(one.name.casefold())]
    longest = max((len(one.name) for one in fitting), default=0)
    return [one for one in fitting if len(one.name) == longest]


def marked(text: str, names: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, with those that are a mention of one of the words marked."""
    wanted = sorted({name for name in names if name}, key=len, reverse=True)
    if not wanted:
        return [(text, False)]
    sign = re.compile("(?<![A-Za-z0-9_.+-])(@(?:" + "|".join(re.escape(name) for name in wanted) + "))", re.IGNORECASE)
    return [(piece, place % 2 == 1) for place, piece in enumerate(sign.split(text)) if piece]
