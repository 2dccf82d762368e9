"""Who acts: the one value that every query and action takes as ``by``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cheyuan.kernel.errors import Denied


@dataclass(frozen=True)
class Actor:
    """A person, or the system itself, with what they may do and in which stores.

    ``store_ids`` are the stores whose rows exist for the actor in this request; ``store_id`` is the one they work in now
    (None for group-wide work). ``limits`` are amounts in fen or counts, by name of the limit.
    """

    kind: str  # staff, customer, api, system
    name: str
    group_id: int
    store_ids: tuple[int, ...]
    store_id: int | None = None
    account_id: int | None = None
    roles: frozenset[str] = frozenset()
    rights: frozenset[str] = frozenset()
    limits: Mapping[str, int] = field(default_factory=dict)
    request_id: str = ""
    stands_for: tuple[tuple[int, str], ...] = ()
    """Colleagues (account, name) whose posts are lent to this actor as their deputy; the audit names them too."""

    def may(self, right: str) -> bool:
        """Whether a role of this actor carries the right; the system itself may do everything."""
        return self.kind == "system" or right in self.rights

    def require(self, right: str) -> None:
        """Raise Denied when the right is missing."""
        if not self.may(right):
            raise Denied(right)

    def within(self, store_id: int) -> "Actor":
        """The same actor narrowed to one of their stores; Denied for a store that is not theirs."""
        if store_id not in self.store_ids:
            raise Denied("store")
        return replace(self, store_ids=(store_id,), store_id=store_id)


def system(group_id: int, store_ids: tuple[int, ...], name: str = "system") -> Actor:
    """The actor of background work: everything is allowed, but only in the stores named."""
    only = store_ids[0] if len(store_ids) == 1 else None
    return Actor(kind="system", name=name, group_id=group_id, store_ids=store_ids, store_id=only)
