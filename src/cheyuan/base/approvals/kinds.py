"""What can be asked for: each app registers its kinds, their ladder and what happens when one is decided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused

LAST = "group_admin"
"""Whoever stands at the top of every ladder may decide any amount."""
Decided = Callable[[Actor, Any, datetime], None]


@dataclass(frozen=True)
class Kind:
    """One kind of approval.

    ``ladder``: the roles that may decide, from the lowest; ``limit`` names the decision of the roles' limits
    ("compensation": policies ``limits.compensation.<role>``, in fen); without it one signature of the lowest rung is enough.
    ``decided(by, approval, at)`` makes the answer true in the same transaction, for yes (state "approved") and no alike.
    """

    name: str
    label: object  # lazily translated
    ladder: tuple[str, ...]
    decided: Decided
    limit: str = ""
    icon: str = "check"


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; called in AppConfig.ready of the app that asks."""
    _kinds.update({kind.name: kind for kind in kinds})


def kinds() -> dict[str, Kind]:
    """All kinds by name."""
    return dict(_kinds)


def kind(name: str) -> Kind:
    """The kind of this name; Refused("approval_unknown")."""
    try:
        return _kinds[name]
    except KeyError:
        raise Refused("approval_unknown", kind=name) from None
