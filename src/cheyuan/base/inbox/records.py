"""Which records a person may be told of: each room registers its kind with the one gate to its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied, Missing


@dataclass(frozen=True)
class Record:
    """One kind of record (as in ``kernel.ref``): the right to see any, the gate ``rows(by)``, and its name for people."""

    kind: str
    right: str
    rows: Callable[[Actor], "QuerySet[Any]"]
    title: Callable[[Any], str] = str


_records: dict[str, Record] = {}


def register(*records: Record) -> None:
    """Make kinds known; done in AppConfig.ready of the app that owns them."""
    _records.update({one.kind: one for one in records})


def kinds(by: Actor) -> list[str]:
    """The kinds of which the actor may see any at all; "" stands for what belongs to no record."""
    return ["", *(one.kind for one in _records.values() if by.may(one.right))]


def known(kind: str) -> Record:
    """The kind of this name; Missing when nobody registered it."""
    if kind not in _records:
        raise Missing("kind", kind)
    return _records[kind]


def _gate(one: Record, by: Actor) -> "QuerySet[Any] | None":
    try:
        return one.rows(by) if by.may(one.right) else None
    except Denied:
        return None


def find(by: Actor, kind: str, id: int) -> Any:
    """The record; Missing when it does not exist for this actor."""
    gate = _gate(known(kind), by)
    found = gate.filter(pk=id, store_id__in=by.store_ids).first() if gate is not None else None
    if found is None:
        raise Missing(kind, id)
    return found


def sees(by: Actor, kind: str, id: int) -> bool:
    """Whether the record exists for this actor."""
    gate = _gate(known(kind), by)
    return gate is not None and gate.filter(pk=id, store_id__in=by.store_ids).exists()


def seen(by: Actor) -> Q:
    """Of rows with ``object_kind``, ``object_id`` and ``store_id``: those whose record the actor may still see."""
    wanted = Q(object_kind="")
    for one in _records.values():
        gate = _gate(one, by)
        if gate is not None:
            own = gate.order_by().filter(pk=OuterRef("object_id"), store_id=OuterRef("store_id"))
            wanted |= Q(object_kind=one.kind) & Q(Exists(own.values("pk")))
    return wanted
