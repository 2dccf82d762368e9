"""Writing a comment, changing it, taking it back; colleagues who are mentioned are told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile

from cheyuan.base.accounts.audience import people_of
from cheyuan.base.comments import queries
from cheyuan.base.comments.mentions import Mention, mentions
from cheyuan.base.comments.models import Attachment, Comment
from cheyuan.base.files.actions import MEGABYTE, receive
from cheyuan.base.inbox import actions as inbox
from cheyuan.base.inbox import records
from cheyuan.base.journal.actions import note
from cheyuan.base.policies.queries import values
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Denied, Refused
from cheyuan.kernel.ref import Ref

LONGEST = 4000
EXCERPT = 120
KINDS = ("png", "jpeg", "webp", "pdf", "xlsx", "xls", "csv")
MENTIONED, ANSWERED = "comment.mentioned", "comment.answered"
UNDO = timedelta(minutes=15)
"""How long a withdrawal can be taken back."""


@action("comments.write")
def add(by: Actor, ref: Ref, text: str, files: Sequence[UploadedFile] = (), *, at: datetime) -> Comment:
    """Write a comment on a record that one may see; whoever is mentioned in it is told.

    Missing for a record that does not exist for the actor; Refused("comment_empty"), ("comment_files", most), those of files
    and mentions; ("mention_unseen", name) for a colleague who may not see the record.
    """
    record, text = records.find(by, ref.kind, ref.id), text.strip()[:LONGEST]
    policy = values("comments.", record.store_id)
    if not text and not files:
        raise Refused("comment_empty", field="text")
    if len(files) > policy["comments.files"]:
        raise Refused("comment_files", field="files", most=policy["comments.files"])
    named = _named(by, record.store_id, ref, text, at)
    one = Comment(
        store_id=record.store_id, object_kind=ref.kind, object_id=ref.id, text=text,
        mentions=[[who.id, who.name, who.word] for who in named], by_id=by.account_id, by_name=by.name, at=at,
    )  # fmt: skip
    one.save(force_insert=True)
    for upload in files:
        file = receive(
            by, upload, purpose=queries.PURPOSE, allowed=KINDS, at=at, store_id=record.store_id,
            most=policy["comments.file_megabytes"] * MEGABYTE,
        )  # fmt: skip
        Attachment.objects.create(store_id=record.store_id, comment=one, file_id=file.pk)
    note(by, "comment.added", Ref("comment", one.pk), at=at, store_id=one.store_id, on=str(ref), files=len(files))
    _tell(by, one, record, named, at)
    return one


@action("comments.write")
def edit(by: Actor, comment_id: int, text: str, *, at: datetime) -> Comment:
    """The author says it better while the policy's minutes last; who is mentioned anew is told.

    Denied("comment_others"); Conflict("comment_old", minutes), ("comment_withdrawn").
    """
    one, text = queries.comment(by, comment_id, lock=True), text.strip()[:LONGEST]
    if by.account_id is None or one.by_id != by.account_id:
        raise Denied("comment_others")
    if one.withdrawn_at is not None:
        raise Conflict("comment_withdrawn")
    minutes = queries.edit_minutes(one.store_id)
    if not queries.may_edit(by, one, minutes, at):
        raise Conflict("comment_old", minutes=minutes)
    if not text:
        raise Refused("comment_empty", field="text")
    ref = Ref(one.object_kind, one.object_id)
    named = _named(by, one.store_id, ref, text, at)
    one.text, one.edited_at, one.mentions = text, at, [[who.id, who.name, who.word] for who in named]
    one.save(update_fields=["text", "edited_at", "mentions"])
    note(by, "comment.edited", Ref("comment", one.pk), at=at, store_id=one.store_id, on=str(ref))
    _tell(by, one, records.find(by, *ref), named, at)
    return one


@action("comments.view")
def withdraw(by: Actor, comment_id: int, *, at: datetime) -> Comment:
    """Take a comment back: its trace stays. Denied("comment_others"); Conflict("comment_withdrawn")."""
    one = queries.comment(by, comment_id, lock=True)
    if one.withdrawn_at is not None:
        raise Conflict("comment_withdrawn")
    if not queries.may_withdraw(by, one):
        raise Denied("comment_others")
    one.withdrawn_at, one.withdrawn_by = at, by.name
    one.save(update_fields=["withdrawn_at", "withdrawn_by"])
    for account, *_words in one.mentions:
        inbox.settle(Ref(one.object_kind, one.object_id), (MENTIONED,), at=at, account_id=account, but=_others(one))
    ref = f"{one.object_kind}:{one.object_id}"
    note(by, "comment.withdrawn", Ref("comment", one.pk), at=at, store_id=one.store_id, on=ref)
    return one


@action("comments.view")
def restore(by: Actor, comment_id: int, *, at: datetime) -> Comment:
    """Take ``withdraw`` back within a quarter of an hour, by who withdrew it. Conflict("comment_gone")."""
    one = queries.comment(by, comment_id, lock=True)
    if one.withdrawn_at is None or one.withdrawn_by != by.name or at - one.withdrawn_at > UNDO:
        raise Conflict("comment_gone")
    one.withdrawn_at, one.withdrawn_by = None, ""
    one.save(update_fields=["withdrawn_at", "withdrawn_by"])
    ref = f"{one.object_kind}:{one.object_id}"
    note(by, "comment.restored", Ref("comment", one.pk), at=at, store_id=one.store_id, on=ref)
    return one


def _others(one: Comment) -> list[str]:
    """The keys of notices from other comments on the same record."""
    rows = Comment.objects.filter(store_id=one.store_id, object_kind=one.object_kind, object_id=one.object_id)
    return [f"comment:{pk}" for pk in rows.exclude(pk=one.pk).values_list("pk", flat=True)]


def _named(by: Actor, store_id: int, ref: Ref, text: str, at: datetime) -> list[Mention]:
    """Who is mentioned: colleagues of the record's store who may see it."""
    if "@" not in text:
        return []
    people = people_of(by, store_id, day_of(at))
    named = mentions(text, people.values())
    for who in named:
        if not records.sees(people[who.id].actor, ref.kind, ref.id):
            raise Refused("mention_unseen", field="text", name=who.name)
    return named


def _tell(by: Actor, one: Comment, record: object, named: Sequence[Mention], at: datetime) -> None:
    """Tell who is mentioned, and who wrote here before."""
    ref, title = Ref(one.object_kind, one.object_id), records.known(one.object_kind).title(record)
    facts = {"who": by.name, "title": title[:80], "on": ref.kind, "words": one.text[:EXCERPT]}
    told = {who.id for who in named}
    inbox.push(by, MENTIONED, ref, f"comment:{one.pk}", store_id=one.store_id, to=told, at=at, **facts)
    rows = Comment.objects.filter(store_id=one.store_id, object_kind=ref.kind, object_id=ref.id, withdrawn_at=None)
    wrote = {pk for pk in rows.values_list("by_id", flat=True).distinct() if pk} - told
    inbox.push(by, ANSWERED, ref, f"comment:{one.pk}", store_id=one.store_id, to=wrote, at=at, **facts)
