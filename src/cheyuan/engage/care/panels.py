"""Rules that make no tasks are carried out by rooms above: they say here what they did, nothing is imported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from cheyuan.kernel.actor import Actor

Lately = Callable[[Actor, date], Sequence[tuple[object, int]]]


@dataclass(frozen=True)
class Beside:
    """The room of a rule: what the link to it says, its address, and (words, number) of the last 30 days."""

    rule: str
    label: object
    address: Callable[[], str]
    lately: Lately


_besides: list[Beside] = []


def register(*besides: Beside) -> None:
    """Put them in; done in AppConfig.ready."""
    _besides.extend(one for one in besides if one not in _besides)


def of(rule: str) -> list[Beside]:
    """The rooms of a rule."""
    return [one for one in _besides if one.rule == rule]
