"""Who must sign: the rungs of the ladder above the person who asks, up to the first whose limit covers the amount."""

from collections.abc import Iterable, Mapping, Sequence

from cheyuan.base.approvals.kinds import LAST, Kind
from cheyuan.base.policies.queries import values
from cheyuan.kernel.actor import Actor


def chain(ladder: Sequence[str], limits: Mapping[str, int], roles: Iterable[str], amount: int | None) -> list[str]:
    """The roles that sign, one after the other; empty when the roles of the person who asks cover the amount (fen).

    Without an amount the lowest rung signs. A person on the ladder is never sent down: only rungs above theirs sign.
    """
    rungs = [role for role in ladder if role != LAST]
    if amount is None:
        return rungs[:1] or [LAST]
    held = set(roles)
    if LAST in held or any(limits.get(role, 0) >= amount for role in held):
        return []
    own = max((place + 1 for place, role in enumerate(rungs) if role in held), default=0)
    found: list[str] = []
    for role in rungs[own:]:
        found.append(role)
        if limits.get(role, 0) >= amount:
            return found
    return [*found, LAST]


def deciders(ladder: Sequence[str], role: str) -> frozenset[str]:
    """The roles that may decide where ``role`` is asked: it and every rung above."""
    rungs = [one for one in ladder if one != LAST]
    above = rungs[rungs.index(role) :] if role in rungs else []
    return frozenset([*above, LAST])


def limits_of(kind: Kind, store_id: int | None) -> dict[str, int]:
    """What each role may decide alone in the store, in fen."""
    if not kind.limit:
        return {}
    head = f"limits.{kind.limit}."
    return {key.removeprefix(head): int(amount) for key, amount in values(head, store_id).items()}


def chain_for(by: Actor, kind: Kind, store_id: int | None, amount: int | None) -> list[str]:
    """The chain of a question that this actor asks in the store."""
    return chain(kind.ladder, limits_of(kind, store_id), by.roles, amount)
