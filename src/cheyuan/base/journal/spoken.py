"""The audit in words: verbs, kinds of records and names of facts, said by the rooms that know them; a code nobody knows stays."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import gettext

from cheyuan.base.journal import verbs
from cheyuan.kernel import ref

_done: dict[str, object] = {}
_kinds: dict[str, object] = {}
_facts: dict[str, object] = {}


def register(done: Mapping[str, object], kinds: Mapping[str, object], facts: Mapping[str, object]) -> None:
    """Make words known, lazily translated: verb → what was done, kind → record, name of a fact → its label."""
    _done.update(done)
    _kinds.update(kinds)
    _facts.update(facts)


def done(verb: str) -> str:
    """What was done; empty when nobody has a word for the verb."""
    return str(_done.get(verb, ""))


def kind(code: str) -> str:
    """The kind of a record; empty when nobody has a word for it."""
    known = ref.kinds().get(code)
    return str(known.label if known else _kinds.get(code, ""))


def fact(name: str, value: object) -> tuple[str, str]:
    """A fact as (label, value) in words, as far as they are known."""
    if isinstance(value, bool):
        return str(_facts.get(name, name)), gettext("yes") if value else gettext("no")
    said = verbs.sentence(_pattern(name), {name: value}) if value is not None else "—"
    return str(_facts.get(name, name)), said


@lru_cache(maxsize=256)
def _pattern(name: str) -> str:
    return f"%({name})s"


def choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(verbs, kinds) with their words, for the filters, in the order of the words."""
    kinds = {**_kinds, **{code: one.label for code, one in ref.kinds().items()}}
    return _sorted(_done), _sorted(kinds)


def _sorted(words: Mapping[str, object]) -> list[tuple[str, str]]:
    return sorted(((code, str(said)) for code, said in words.items()), key=lambda pair: pair[1].casefold())
