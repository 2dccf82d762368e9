"""Making the letters: who gets one is fixed in one transaction, then the files are set part by part, with progress."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

from cheyuan.base.files import actions as files
from cheyuan.base.jobs.actions import start
from cheyuan.base.jobs.work import Progress
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.letters import queries
from cheyuan.engage.letters.freezing import freeze
from cheyuan.engage.letters.models import Letter, Mailing, Package, Part
from cheyuan.engage.letters.moves import LETTER, MADE, MAILING, MAKING, STOPPED
from cheyuan.engage.letters.pressing import Step, missing, press
from cheyuan.engage.surveys import actions as surveys
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict
from cheyuan.kernel.ref import Ref

WORK = "letters.make"


@action("letters.make")
def begin(by: Actor, mailing_id: int, *, at: datetime) -> Mailing:
    """Start the making, or go on with one that was stopped. Conflict("wrong_state") for one that is made."""
    one = queries.mailing(by, mailing_id, lock=True)
    if one.state != MAKING:
        one.state = MAILING.to(one.state, "make")
    note(by, "mailing.begun", Ref("mailing", one.pk), at=at, store_id=one.store_id)
    return _started(by, one, at)


def _started(by: Actor, one: Mailing, at: datetime) -> Mailing:
    one.updated_at = at
    one.work_id = start(by, WORK, one.title, {"mailing_id": one.pk}, at=at, store_id=one.store_id).pk
    one.save(update_fields=["state", "updated_at", "work_id"])
    return one


def work(by: Actor, progress: Progress, *, mailing_id: int) -> dict[str, Any]:
    """The making in the background; see ``make_all``."""
    count = make_all(by, mailing_id, progress, now)
    return {"letters": count, "address": reverse("letters:page", args=[mailing_id])} if count else {}


def make_all(by: Actor, mailing_id: int, progress: Progress, clock: Callable[[], datetime]) -> int:
    """The making itself; run twice, or after a crash, it goes on where it was. Answers how many letters there are.

    Refused: letter_nobody, letters_many; survey_archived, document_slow, document_failed.
    """
    with scope(by):
        one = queries.mailing(by, mailing_id, lock=True)
        if one.state != MAKING:
            return 0
        count, steps = freeze(by, one, at=clock()), missing(one)
    for done, step in enumerate(steps):
        progress(done * count // len(steps), count)
        if not _press(by, one, step, clock()):
            return 0
    _finish(by, mailing_id, clock())
    progress(count, count)
    return count


def _press(by: Actor, begun: Mailing, step: Step, at: datetime) -> bool:
    """Set one file; False when the letters were thrown away meanwhile."""
    with scope(by):
        one = queries.mailing(by, begun.pk, lock=True)
        if one.state != MAKING or one.rounds != begun.rounds:
            return False
        press(by, one, step, at=at)
    return True


def _finish(by: Actor, mailing_id: int, at: datetime) -> None:
    with scope(by):
        one = queries.mailing(by, mailing_id, lock=True)
        if one.state == MAKING and not missing(one):
            one.state, one.made_at, one.updated_at = MAILING.to(one.state, "finish"), at, at
            one.save(update_fields=["state", "made_at", "updated_at"])
            note(by, "mailing.made", Ref("mailing", one.pk), at=at, store_id=one.store_id, letters=one.count)


@action("letters.make")
def discard(by: Actor, mailing_id: int, *, at: datetime) -> Mailing:
    """Before posting: letters, links and files are gone, the mailing is a draft again. Conflict("wrong_state") once posted."""
    one = queries.mailing(by, mailing_id, lock=True)
    one.state = MAILING.to(one.state, "discard")
    rows = Letter.objects.filter(store_id=one.store_id, mailing_id=one.pk)
    surveys.withdraw_many(by, list(rows.exclude(invitation=None).values_list("invitation_id", flat=True)), at=at)
    drop_parts(by, one, at=at, reason="discarded")
    rows.delete()
    Package.objects.filter(store_id=one.store_id, mailing_id=one.pk, state__in=("asked", "approved")).update(
        state="expired"
    )
    one.count, one.left, one.made_at, one.updated_at = 0, {}, None, at
    one.rounds += 1
    one.save(update_fields=["state", "count", "left", "made_at", "updated_at", "rounds"])
    note(by, "mailing.discarded", Ref("mailing", one.pk), at=at, store_id=one.store_id)
    return one


def drop_parts(by: Actor, one: Mailing, *, at: datetime, reason: str, places: list[int] | None = None) -> int:
    """Remove the files of a mailing, or only those in which letters of these places stand; answers how many."""
    rows = list(Part.objects.filter(store_id=one.store_id, mailing_id=one.pk))
    hit = [row for row in rows if places is None or any(row.first <= place <= row.last for place in places)]
    for row in hit:
        if row.file_id is not None:
            files.remove(by, row.file_id, at=at, reason=reason)
    Part.objects.filter(pk__in=[row.pk for row in hit]).delete()
    return len(hit)


def stop(by: Actor, one: Mailing, stopped: list[Letter], code: str, *, at: datetime) -> None:
    """These letters do not leave: they are taken out, and files in which they stand are gone. Inside an action."""
    ids = [row.pk for row in stopped]
    sources = LETTER.sources("stop")
    Letter.objects.filter(pk__in=ids, state__in=sources).update(state=STOPPED, code=code)
    surveys.withdraw_many(by, [row.invitation_id for row in stopped if row.invitation_id], at=at)
    drop_parts(by, one, at=at, reason=code, places=[row.place for row in stopped])


@action("letters.make")
def renew(by: Actor, mailing_id: int, *, at: datetime) -> Mailing:
    """Take out whoever refused since the letters were made, and set their files again. Conflict("letter_nothing")."""
    one = queries.mailing(by, mailing_id, lock=True)
    found = queries.refused_since(by, one, at=at) if one.state == MADE else []
    if not found:
        raise Conflict("letter_nothing")
    stop(by, one, found, "refused", at=at)
    one.state = MAILING.to(one.state, "lose")
    note(by, "mailing.renewed", Ref("mailing", one.pk), at=at, store_id=one.store_id, taken_out=len(found))
    return _started(by, one, at)
