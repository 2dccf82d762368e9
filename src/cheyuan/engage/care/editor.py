"""The rule editor's state: what the rule says now, what the draft in the address says, which word is being edited."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cheyuan.base.ui import human
from cheyuan.engage.care import own, sentences, words
from cheyuan.engage.care.queries.rules import Found
from cheyuan.engage.care.queries.segments import Segments
from cheyuan.kernel import policy
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.policy import PolicySpec

MARK = re.compile(r"\{(\w+)\}")
USUAL: dict[str, tuple[int, ...]] = {
    "days": (3, 7, 10, 14, 30),
    "hours": (24, 48, 72),
    "months": (2, 3, 6, 12),
    "km": (500, 1000, 2000),
    "minutes": (60, 120, 240),
    "oclock": (8, 9, 10, 12, 17),
    "a_month": (0, 1, 2, 3, 4),
    "level": (1, 2, 3, 4),
    "percent": (5, 10, 20, 50, 100),
}
SEGMENT, NONE = "segment", Segments()
LONG_DAYS = (30, 45, 60, 90)


@dataclass(frozen=True)
class Option:
    """One thing that a word may become."""

    words: str
    href: str
    on: bool
    now: bool


@dataclass(frozen=True)
class Word:
    """A part of the sentence: plain text, or a value with the address that opens its editor."""

    text: str
    name: str = ""
    before: str = ""
    href: str = ""
    on: bool = False
    changed: bool = False


@dataclass(frozen=True)
class Pick:
    """The editor of the word that is open."""

    name: str
    label: str
    kind: str  # number, choice, select, text, long
    value: Any
    options: list[Option]
    unit: str
    least: int | None
    most: int | None
    close: str
    choices: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Draft:
    """A rule with a draft of other values. ``values`` are all, ``changed`` those that differ from what holds.

    ``segments`` are those that it may be for.
    """

    found: Found
    values: dict[str, Any]
    at: str = ""
    segments: Segments = NONE

    @property
    def changed(self) -> dict[str, Any]:
        """What the draft says otherwise."""
        return {name: one for name, one in self.values.items() if one != self.found.values.get(name)}

    def href(self, **more: Any) -> str:
        """The address of the draft with something else."""
        said = {**self.changed, **{name: one for name, one in more.items() if name != "at"}}
        said = {name: one for name, one in said.items() if one != self.found.values.get(name)}
        plain = {name: int(one) if isinstance(one, bool) else one for name, one in said.items()}
        return "?" + urlencode({**plain, **({"at": more["at"]} if more.get("at") else {})})

    @property
    def segment(self) -> str:
        """The code of the segment that it is for; empty: of everybody."""
        return str(self.values.get(SEGMENT, "")) if self.found.own else ""

    def sentence(self) -> list[Word]:
        """The main sentence."""
        return self._words(sentences.sentence_of(self.found.code))

    def second(self) -> list[Word]:
        """The smaller one."""
        return self._words(sentences.second_of(self.found.code))

    def pick(self) -> Pick | None:
        """The editor of the open word."""
        if not self.at or self.at not in self.found.values:
            return None
        spec, value = spec_of(self.found, self.at), self.values[self.at]
        return Pick(
            name=self.at, label=str(spec.label), kind=_kind(spec, self.at), value=value, options=self._options(spec, value),
            unit=words.unit(spec.unit), least=spec.least, most=spec.most, close=self.href(),
            choices=self._choices() if self.at == SEGMENT else (),
        )  # fmt: skip

    def _options(self, spec: PolicySpec, value: Any) -> list[Option]:
        now = self.found.values[self.at]
        choices = spec.choices or ((True, False) if isinstance(spec.default, bool) else _usual(spec, value, now))
        return [
            Option(
                self._spoken(self.at, one, spec.unit), self.href(at=self.at, **{self.at: one}), one == value, one == now
            )
            for one in choices
        ]

    def _choices(self) -> list[tuple[str, str]]:
        kept = tuple({self.values[SEGMENT], self.found.values[SEGMENT]} - {"", *self.segments.open})
        return [(one, self._spoken(SEGMENT, one, "")) for one in ("", *self.segments.open, *kept)]

    def _spoken(self, name: str, value: Any, unit: str) -> str:
        return words.spoken(name, self.segments.names.get(value, value) if name == SEGMENT else value, unit)

    def _words(self, text: str) -> list[Word]:
        parts, end = [], 0
        for mark in MARK.finditer(text):
            parts += [Word(text[end : mark.start()]), self._word(mark[1])]
            end = mark.end()
        return [one for one in [*parts, Word(text[end:])] if one.text]

    def _word(self, name: str) -> Word:
        if name == "who":
            return Word(str(words.ROLES[self.found.role]))
        if name == "how":
            return Word(words.how(self.found.channels))
        if name == "anchor" and self.found.code != "new":
            return Word(words.spoken(name, self.values[name], ""))
        unit, value, before = spec_of(self.found, name).unit, self.values[name], self.found.values[name]
        changed = value != before
        return Word(
            self._spoken(name, value, unit), name, self._spoken(name, before, unit) if changed else "",
            self.href(at=name), self.at == name, changed,
        )  # fmt: skip


def draft(found: Found, given: Mapping[str, str], segments: Segments = NONE) -> Draft:
    """The draft that an address says; unknown words are passed over.

    Refused("policy_value", "rule_segment") for what does not fit.
    """
    values = {
        **found.values,
        **{name: typed(found, name, text) for name, text in given.items() if name in found.values},
    }
    if values.get(SEGMENT, "") not in ("", found.values.get(SEGMENT), *segments.open):
        raise Refused("rule_segment")
    at = given.get("at", "")
    return Draft(found, values, at if at in found.values else "", segments)


def typed(found: Found, name: str, text: str) -> Any:
    """A value from its text, within its limits."""
    spec = spec_of(found, name)
    value: Any = text.strip()[:2000]
    if isinstance(spec.default, bool):
        value = value in ("1", "true", "on")
    elif isinstance(spec.default, int):
        if not re.fullmatch(r"-?[0-9]{1,9}", value):
            raise Refused("policy_value", key=spec.key, value=value, least=spec.least, most=spec.most)
        value = int(value)
    return spec.check(value)


def spec_of(found: Found, name: str) -> PolicySpec:
    """The limits of a value."""
    return own.spec_of(name) if found.own else policy.spec(f"care.{name}")


def _kind(spec: PolicySpec, name: str) -> str:
    if name == SEGMENT:
        return "select"
    if spec.choices or isinstance(spec.default, bool):
        return "choice"
    return "number" if isinstance(spec.default, int) else "text"


def _usual(spec: PolicySpec, value: Any, now: Any) -> tuple[Any, ...]:
    """Values that people often choose, around the one that holds; always it and the draft's."""
    if not isinstance(spec.default, int):
        return ()
    usual = LONG_DAYS if spec.unit == "days" and abs(now) > 20 else USUAL.get(spec.unit, (0, 50, 100))
    fits = {
        one for one in usual if (spec.least is None or one >= spec.least) and (spec.most is None or one <= spec.most)
    }
    return tuple(sorted(fits | {value, now, spec.default}))[:8]


def summary(draft: Draft) -> str:
    """How far the draft is from what holds."""
    count = len(draft.changed)
    if not count and draft.found.begins:
        return _("It holds from %(day)s on.") % {"day": human.say_day(draft.found.begins, day_of(now()))}
    if not count:
        return _("This is how it holds now.")
    return ngettext(
        "%(count)s word differs from what holds now.", "%(count)s words differ from what holds now.", count
    ) % {"count": count}
