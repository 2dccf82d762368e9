"""Long work that apps declare: a function of the actor, a progress to report to, and its arguments."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused


class Cancelled(Exception):
    """Raised out of ``progress`` when the person asked to stop; what is committed stays, the rest rolls back."""


class Progress(Protocol):
    """How a function says how far it is."""

    def __call__(self, done: int, total: int) -> None:
        """Note the progress (at most twice a second) and raise Cancelled when a stop was asked for."""


Function = Callable[..., dict[str, Any]]
"""``(by: Actor, progress: Progress, **args) -> result``: opens its own transactions, may run twice without harm.

The result is shown to the person: plain values, and ``address`` of the page where it can be seen.
"""


@dataclass(frozen=True)
class Kind:
    """A kind of work: its name, its function, and how it is called on the screen (lazily translated)."""

    name: str
    function: Function
    label: object


_kinds: dict[str, Kind] = {}


def register(name: str, function: Function, label: object = "") -> None:
    """Make a kind of work known; done in AppConfig.ready of the app that does it."""
    _kinds[name] = Kind(name, function, label or name)


def kind(name: str) -> Kind:
    """The kind of that name; Refused("work_unknown") when nobody registered it."""
    try:
        return _kinds[name]
    except KeyError:
        raise Refused("work_unknown", name=name) from None


def label(name: str) -> object:
    """What work of that name is called; the bare name when its app is gone."""
    return _kinds[name].label if name in _kinds else name


def packed(by: Actor) -> dict[str, Any]:
    """The actor as plain values, to act as them later."""
    return {
        "kind": by.kind, "name": by.name, "group_id": by.group_id, "store_ids": list(by.store_ids),
        "store_id": by.store_id, "account_id": by.account_id, "roles": sorted(by.roles), "rights": sorted(by.rights),
        "limits": dict(by.limits), "request_id": by.request_id,
    }  # fmt: skip


def unpacked(plain: dict[str, Any]) -> Actor:
    """The actor again."""
    sets = {name: frozenset(plain[name]) for name in ("roles", "rights")}
    return Actor(**{**plain, **sets, "store_ids": tuple(plain["store_ids"])})
