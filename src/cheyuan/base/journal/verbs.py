"""The sentences of the timeline: each app declares its verbs; the row keeps only the verb and its facts."""

from collections.abc import Mapping

_sentences: dict[str, object] = {}
_words: dict[str, dict[str, object]] = {}


def register(sentences: Mapping[str, object]) -> None:
    """Make verbs known: verb → lazily translated sentence with named places, such as ``_("Visited for %(why)s")``."""
    _sentences.update(sentences)


def vocabulary(words: Mapping[str, Mapping[str, object]]) -> None:
    """Make the codes in facts known: name of the fact → code → lazily translated word. "a, b" is said word by word."""
    for name, codes in words.items():
        _words.setdefault(name, {}).update(codes)


def sentence(verb: str, facts: Mapping[str, object]) -> str:
    """The entry in words, in the reader's language; the bare verb when nobody declared it or a fact is missing."""
    template = str(_sentences.get(verb, verb))
    try:
        return template % {name: _said(name, value) for name, value in facts.items()}
    except (KeyError, TypeError, ValueError):
        return template


def _said(name: str, value: object) -> object:
    """A fact in words when its codes are known, else as it is."""
    words = _words.get(name)
    if not words:
        return value
    return ", ".join(str(words.get(code, code)) for code in str(value).split(", "))
