"""Forgetting answers kept for repetition that hold words of one person."""

from collections.abc import Callable

from cheyuan.base.apikit.models import ApiAnswer


def forget(mentioned: Callable[[str], bool]) -> int:
    """Empty the answers of the group in scope; a repeated write is still recognised, its answer says nothing any more."""
    rows = ApiAnswer.objects.exclude(body=None).values_list("pk", "body")
    found = [pk for pk, body in rows.iterator() if mentioned(body)]
    return int(ApiAnswer.objects.filter(pk__in=found).update(body="{}"))
