"""The segments that a rule may be for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cheyuan.insight.segments.queries import known
from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Segments:
    """Code → name of all that there ever were, by name ``open`` the codes of those in use."""

    names: Mapping[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()


def segments(by: Actor) -> Segments:
    """Those that the actor's stores have or had. Inside a scope."""
    found = known(by, archived=True)
    return Segments({one.code: one.name for one in found}, tuple(one.code for one in found if not one.archived_at))


def usable(by: Actor, for_store: int | None) -> set[str]:
    """The codes for a rule of a store, or (None) of the group: one of a single store says nothing elsewhere. Inside a scope."""
    return {one.code for one in known(by) if one.for_store in (None, for_store)}
