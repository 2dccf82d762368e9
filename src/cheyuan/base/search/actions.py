"""Writing the search entries; always in the transaction of the action that changed the record."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cheyuan.base.search.models import Entry


@dataclass(frozen=True)
class Draft:
    """What an app says of one record."""

    store_id: int
    kind: str
    object_id: int
    title: str
    subtitle: str = ""
    latin: str = ""
    tokens: frozenset[str] = frozenset()
    blind: tuple[int, ...] = field(default=())


def index(drafts: Iterable[Draft]) -> int:
    """Write or replace the entries of these records; returns how many."""
    rows = [
        Entry(
            store_id=one.store_id,
            kind=one.kind,
            object_id=one.object_id,
            title=one.title,
            subtitle=one.subtitle,
            latin=one.latin[:160],
            tokens=sorted(one.tokens),
            blind=list(one.blind),
        )
        for one in drafts
    ]
    Entry.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["store", "kind", "object_id"],
        update_fields=["title", "subtitle", "latin", "tokens", "blind"],
    )
    return len(rows)


def forget(kind: str, ids: Iterable[int]) -> int:
    """Take records out of the search box."""
    return Entry.objects.filter(kind=kind, object_id__in=list(ids)).delete()[0]
