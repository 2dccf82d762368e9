"""Who uses a segment: rooms that ask for its members say so here, so that nobody changes or archives it unawares."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Use:
    """One thing that asks for the members. ``where``: for which store, in words.

    ``since``: from that day on, ``until``: no more from that day on, None: nobody decided so; ``on`` False: switched off.
    """

    label: str
    href: str
    where: str = ""
    since: date | None = None
    until: date | None = None
    on: bool = True


@dataclass(frozen=True)
class Uses:
    """Those that the actor may open, and how many there are besides."""

    lines: Sequence[Use] = ()
    hidden: int = 0

    def __bool__(self) -> bool:
        return bool(self.lines or self.hidden)


@dataclass(frozen=True)
class User:
    """A kind of thing that uses segments. ``changed`` and ``archived`` say what happens to it then, in whole sentences.

    ``uses(by, code)`` is asked inside a scope.
    """

    name: str
    label: object
    icon: str
    changed: object
    archived: object
    order: int
    uses: Callable[[Actor, str], Uses]


_users: dict[str, User] = {}


def register(*users: User) -> None:
    """Make kinds known; done in AppConfig.ready."""
    _users.update({one.name: one for one in users})


def of(by: Actor, code: str) -> list[tuple[User, Uses]]:
    """Every kind that uses a segment, with what uses it. Inside a scope."""
    found = ((one, one.uses(by, code)) for one in sorted(_users.values(), key=lambda one: one.order))
    return [(one, uses) for one, uses in found if uses]
