"""Forgetting a person in what colleagues were told."""

from collections.abc import Callable, Collection
from typing import Any

from cheyuan.base.inbox.models import Digest, Notice


def forget(refs: Collection[tuple[str, int]], mentioned: Callable[[Any], bool]) -> dict[str, int]:
    """Remove notices about these records or with words of the person, and such lines of digests; answers table → rows."""
    rows = Notice.objects.all()
    gone = [pk for pk, kind, id, facts in rows.values_list("pk", "object_kind", "object_id", "facts").iterator()
            if (kind, id) in refs or (facts and mentioned(facts))]  # fmt: skip
    digests = [pk for pk, items in Digest.objects.values_list("pk", "items").iterator() if items and mentioned(items)]
    return {
        "inbox_notice": int(rows.filter(pk__in=gone).delete()[0]),
        "inbox_digest": int(Digest.objects.filter(pk__in=digests).update(items=[])),
    }
