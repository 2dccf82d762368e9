"""Forgetting a customer in what colleagues type and have looked at last."""

from collections.abc import Callable

from cheyuan.base.accounts.models import Draft, StaffSession
from cheyuan.base.accounts.sessions import SessionStore

SEEN = "seen"


def forget_drafts(mentioned: Callable[[str], bool]) -> int:
    """Remove the drafts of the group in scope that hold words of the person."""
    found = [pk for pk, body in Draft.objects.exclude(body=None).values_list("pk", "body") if mentioned(body)]
    return int(Draft.objects.filter(pk__in=found).delete()[0])


def forget_seen(group_id: int, kind: str, id: int) -> int:
    """Take a record out of what colleagues of the group have looked at last."""
    count, store = 0, SessionStore()
    for row in StaffSession.objects.filter(account__group_id=group_id):
        data = store.decode(row.session_data)
        left = [one for one in data.get(SEEN, []) if list(one[:2]) != [kind, id]]
        if left != data.get(SEEN, []):
            row.session_data = store.encode({**data, SEEN: left})
            row.save(update_fields=["session_data"])
            count += 1
    return count
