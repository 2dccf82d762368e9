"""What is being typed, kept so that nothing is lost. Nobody else can read it."""

from datetime import datetime, timedelta

from cheyuan.base.accounts.models import Draft
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused

LARGEST = 64 * 1024
KEPT = timedelta(days=14)


def keep_draft(by: Actor, key: str, body: str, *, at: datetime) -> None:
    """Keep the newest state of a page; Refused("draft_too_large") beyond 64 kB."""
    if len(body.encode()) > LARGEST:
        raise Refused("draft_too_large", most=LARGEST)
    with scope(by):
        Draft.objects.update_or_create(
            account_id=by.account_id, key=key, defaults={"group_id": by.group_id, "body": body, "at": at}
        )


def drop_draft(by: Actor, key: str) -> None:
    """The text was saved or given up."""
    with scope(by):
        Draft.objects.filter(account_id=by.account_id, key=key).delete()


def sweep_drafts(by: Actor, *, at: datetime) -> int:
    """Forget the group's drafts older than 14 days."""
    with scope(by):
        gone: int = Draft.objects.filter(at__lt=at - KEPT).delete()[0]
    return gone
