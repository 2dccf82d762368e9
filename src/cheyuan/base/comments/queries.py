"""The one gate to comments: those on records that exist for the actor."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from cheyuan.base.accounts.audience import Person, people_of
from cheyuan.base.comments.models import Attachment, Comment
from cheyuan.base.files.queries import OpenFile, entrusted
from cheyuan.base.inbox import records
from cheyuan.base.policies.queries import value
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Missing
from cheyuan.kernel.ref import Ref

SHOWN = 20
OFFERED = 8
"""So many colleagues are offered while somebody types a mention."""
PURPOSE = "comment"


def comments(by: Actor) -> "QuerySet[Comment]":
    """The comments that the actor may read."""
    by.require("comments.view")
    rows: QuerySet[Comment] = Comment.objects.filter(store_id__in=by.store_ids)
    return rows.filter(records.seen(by))


def comment(by: Actor, comment_id: int, *, lock: bool = False) -> Comment:
    """One of them; Missing for any other."""
    rows = comments(by).filter(pk=comment_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Missing("comment", comment_id)
    return found


def of(by: Actor, ref: Ref, *, before: int = 0, limit: int = SHOWN) -> tuple[list[Comment], int]:
    """The newest comments on a record, oldest first, and the number before which earlier ones lie (0: none).

    Missing when the record does not exist for the actor. Two questions and one for the record, however many there are.
    """
    by.require("comments.view")
    record = records.find(by, ref.kind, ref.id)
    rows = Comment.objects.filter(store_id=record.store_id, object_kind=ref.kind, object_id=ref.id)
    rows = rows.filter(pk__lt=before) if before else rows
    found = list(rows.order_by("-id").prefetch_related("attachments__file")[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    return found[::-1], found[-1].pk if more else 0


def attachment(by: Actor, comment_id: int, attachment_id: int) -> OpenFile:
    """An attachment's content; Missing when it, its comment or the record does not exist for the actor, or was withdrawn."""
    one = comment(by, comment_id)
    found = Attachment.objects.filter(pk=attachment_id, comment=one).first()
    if found is None or one.withdrawn_at is not None:
        raise Missing("attachment", attachment_id)
    return entrusted(by, found.file_id, purpose=PURPOSE)


def may_edit(by: Actor, one: Comment, minutes: int, at: datetime) -> bool:
    """The author, while the policy's minutes last."""
    mine = by.account_id is not None and one.by_id == by.account_id
    return mine and one.withdrawn_at is None and at - one.at <= timedelta(minutes=minutes)


def may_withdraw(by: Actor, one: Comment) -> bool:
    """The author, and whoever leads."""
    mine = by.account_id is not None and one.by_id == by.account_id
    return one.withdrawn_at is None and (mine or by.may("comments.moderate"))


def edit_minutes(store_id: int) -> int:
    """How long an author may change their words."""
    return int(value("comments.edit_minutes", store_id))


def colleagues(by: Actor, ref: Ref, words: str, at: datetime) -> list[Person]:
    """Who can be mentioned on a record: people of its store who may see it, whose name or login begins with the words."""
    record = records.find(by, ref.kind, ref.id)
    wanted = words.strip().casefold()
    found: list[Person] = []
    for one in people_of(by, record.store_id, day_of(at)).values():
        fits = one.name.casefold().startswith(wanted) or one.login.casefold().startswith(wanted)
        if fits and one.id != by.account_id and records.sees(one.actor, ref.kind, ref.id):
            found.append(one)
        if len(found) == OFFERED:
            break
    return found
