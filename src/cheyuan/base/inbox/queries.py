"""The one gate to notices: one's own, of records that one may still see."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from cheyuan.base.inbox import records
from cheyuan.base.inbox.models import Digest, Notice
from cheyuan.base.jobs.queries import top
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing
from cheyuan.kernel.ref import Ref

DRAWN = 30
"""So many stand in the drawer."""
MOST = 99
UNREAD = f"""
SELECT count(*) FROM (SELECT FROM inbox_notice n WHERE n.account_id = %(by)s AND n.store_id = any(%(stores)s::bigint[])
 AND n.read_at IS NULL AND n.done_at IS NULL AND n.object_kind = any(%(kinds)s::text[]) LIMIT {MOST + 1}) found
"""  # noqa: S608 - a number of our own
"""Asked beside the work of the top bar, so that no page asks more than before."""


def of(by: Actor) -> "QuerySet[Notice]":
    """All notices to the actor in their stores, whatever became of their records."""
    by.require("inbox.view")
    rows: QuerySet[Notice] = Notice.objects.filter(store_id__in=by.store_ids, account_id=by.account_id or 0)
    return rows


def notices(by: Actor) -> "QuerySet[Notice]":
    """Those that the actor may see now."""
    return of(by).filter(records.seen(by))


def notice(by: Actor, notice_id: int) -> Notice:
    """One of them; Missing for any other."""
    found = notices(by).filter(pk=notice_id).first()
    if found is None:
        raise Missing("notice", notice_id)
    return found


def waiting(by: Actor, limit: int = DRAWN) -> list[Notice]:
    """What is not done yet, newest first."""
    return list(notices(by).filter(done_at=None).order_by("-at", "-id")[:limit])


def told_of(ref: Ref, kinds: Sequence[str]) -> list[Notice]:
    """Such notices about a record that nobody has dealt with; inside the caller's scope."""
    return list(Notice.objects.filter(object_kind=ref.kind, object_id=ref.id, kind__in=list(kinds), done_at=None))


def unread(by: Actor) -> int:
    """How many are new, up to 100; the frame of every page shows it."""
    if by.account_id is None or not by.may("inbox.view"):
        return 0
    return top(by).figures.get("inbox", 0)


def is_new(yes: bool) -> Q:
    """New: neither read nor done."""
    wanted = Q(read_at=None, done_at=None)
    return wanted if yes else ~wanted


def digests(by: Actor) -> "QuerySet[Digest]":
    """The actor's own daily summaries, newest first."""
    by.require("inbox.view")
    rows: QuerySet[Digest] = Digest.objects.filter(group_id=by.group_id, account_id=by.account_id or 0)
    return rows.order_by("-day")


def digest(by: Actor, digest_id: int) -> Digest:
    """One of them."""
    found = digests(by).filter(pk=digest_id).first()
    if found is None:
        raise Missing("digest", digest_id)
    return found
