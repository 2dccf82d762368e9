"""Comments in the rights of a person: copied with their record, erased with it."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from cheyuan.base.comments.models import Attachment, Comment
from cheyuan.base.files.actions import remove
from cheyuan.kernel.actor import Actor


def said(kind: str, ids: Collection[int]) -> list[dict[str, Any]]:
    """What was written on these records, for the person's copy; withdrawn words are not part of it."""
    rows = Comment.objects.filter(object_kind=kind, object_id__in=list(ids), withdrawn_at=None).order_by("pk")
    return [
        {"on": f"{one.object_kind}:{one.object_id}", "at": one.at, "by": one.by_name, "text": one.text,
         "files": [str(row.file.title) for row in one.attachments.all()]}
        for one in rows.prefetch_related("attachments__file")
    ]  # fmt: skip


def empty(by: Actor, ids: Collection[int], *, at: datetime, reason: str) -> int:
    """Remove words and files of these comments; their trace stays. Inside the caller's scope; answers how many."""
    files = Attachment.objects.filter(comment_id__in=list(ids))
    for file_id in files.values_list("file_id", flat=True):
        remove(by, file_id, at=at, reason=reason)
    files.delete()
    return int(Comment.objects.filter(pk__in=list(ids)).update(text="", mentions=[]))


def forget(by: Actor, kind: str, ids: Collection[int], *, at: datetime) -> int:
    """Remove the words of all comments on these records."""
    rows = Comment.objects.filter(object_kind=kind, object_id__in=list(ids))
    return empty(by, list(rows.values_list("pk", flat=True)), at=at, reason="erased")


def forget_words(by: Actor, mentioned: Callable[[Any], bool], *, at: datetime) -> int:
    """Remove the words of comments on any record that speak of the person, or whose files do by their names."""
    rows = Comment.objects.exclude(text="").values_list("pk", "text").iterator()
    gone = {pk for pk, text in rows if mentioned(text)}
    for row in Attachment.objects.select_related("file").iterator():
        if mentioned(str(row.file.title)):
            gone.add(row.comment_id)
    return empty(by, gone, at=at, reason="erased") if gone else 0
