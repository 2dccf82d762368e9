"""The sentences of the timeline: each app declares its verbs; the row keeps only the verb and its facts."""

from collections.abc import Mapping

_sentences: dict[str, object] = {}


def register(sentences: Mapping[str, object]) -> None:
    """Make verbs known: verb → lazily translated sentence with named places, such as ``_("Visited for %(why)s")``."""
    _sentences.update(sentences)


def sentence(verb: str, facts: Mapping[str, object]) -> str:
    """The entry in words, in the reader's language; the bare verb when nobody declared it or a fact is missing."""
    template = str(_sentences.get(verb, verb))
    try:
        return template % facts
    except (KeyError, TypeError, ValueError):
        return template
