"""Why messages exist, in words: the app that asks for a message declares its reasons."""

from collections.abc import Mapping

_words: dict[str, object] = {}


def register(words: Mapping[str, object]) -> None:
    """Make reasons known: code → lazily translated words ("three calls did not reach the customer")."""
    _words.update(words)


def words(code: str) -> object:
    """The words of a code; the code itself when nobody declared it."""
    return _words.get(code, code)
