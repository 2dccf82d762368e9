"""Forgetting answers kept for repetition: those of a day ago, and words of one person."""

from collections.abc import Callable
from datetime import datetime, timedelta

from cheyuan.base.apikit.models import ApiAnswer

KEPT = timedelta(hours=24)


def sweep(at: datetime) -> int:
    """Forget answers older than a day, in the scope of their group."""
    gone: int = ApiAnswer.objects.filter(at__lt=at - KEPT).delete()[0]
    return gone


def forget(mentioned: Callable[[str], bool]) -> int:
    """Empty the answers of the group in scope; a repeated write is still recognised, its answer says nothing any more."""
    rows = ApiAnswer.objects.exclude(body=None).values_list("pk", "body")
    found = [pk for pk, body in rows.iterator() if mentioned(body)]
    return int(ApiAnswer.objects.filter(pk__in=found).update(body="{}"))
