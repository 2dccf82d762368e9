"""Inviting many at once, and taking open invitations back: a few statements, however many people."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe

from cheyuan.base.journal.actions import note_many, timeline_many
from cheyuan.base.journal.lines import Line
from cheyuan.engage.surveys import links
from cheyuan.engage.surveys.actions.asking import Whom
from cheyuan.engage.surveys.models import Invitation, SurveyVersion
from cheyuan.engage.surveys.sheet import said
from cheyuan.kernel.actor import Actor

BATCH = 1000


def invite_many(
    by: Actor, asked: Sequence[tuple[str, Whom]], version: SurveyVersion, *, channel: str, days: int, at: datetime,
    told: bool = True,
) -> dict[str, int]:  # fmt: skip
    """One invitation for each (origin, whom) of one store, to be answered within ``days``; origin → its id.

    An origin that is known keeps its invitation. ``told`` writes it into the customers' timelines. Inside an action.
    """
    made: dict[str, int] = {}
    new: list[Invitation] = []
    for start in range(0, len(asked), BATCH):
        part = asked[start : start + BATCH]
        rows = [_row(by, origin, whom, version, channel, days, at) for origin, whom in part]
        Invitation.objects.bulk_create(rows, ignore_conflicts=True)
        nonces = {row.nonce for row in rows}
        store, origins = part[0][1].store_id, [origin for origin, _whom in part]
        for one in Invitation.objects.filter(store_id=store, origin__in=origins).defer("token_hash"):
            made[one.origin] = one.pk
            if one.nonce in nonces:
                new.append(one)
    if new:
        note_many(by, "survey.invited_many", "invitation", [one.pk for one in new], at=at, store_id=new[0].store_id,
                  channel=channel)  # fmt: skip
        timeline_many(by, _lines(new, version, at) if told else ())
    return made


def _row(
    by: Actor, origin: str, whom: Whom, version: SurveyVersion, channel: str, days: int, at: datetime
) -> Invitation:
    nonce = token_urlsafe(16)
    return Invitation(
        store_id=whom.store_id, survey_id=version.survey_id, version=version, customer_id=whom.customer_id,
        vehicle_id=whom.vehicle_id, advisor_id=whom.advisor_id, origin=origin, channel=channel, nonce=nonce,
        token_hash=links.hash_of(links.secret_of(whom.store_id, nonce)), created_at=at, expires_at=at + timedelta(days=days),
        by_id=by.account_id, by_name=by.name,
    )  # fmt: skip


def _lines(new: Sequence[Invitation], version: SurveyVersion, at: datetime) -> Iterator[Line]:
    title = said(version.title, "zh-hans")
    for one in new:
        yield Line("survey.invited", "survey", at, one.customer_id, one.vehicle_id, store_id=one.store_id,
                   facts={"survey": title})  # fmt: skip


def withdraw_many(by: Actor, invitation_ids: Collection[int], *, at: datetime) -> int:
    """Links that were never handed out lead nowhere any more; answers how many. Those answered stay. Inside an action."""
    rows = Invitation.objects.filter(store_id__in=by.store_ids, pk__in=list(invitation_ids), state="open")
    ids = list(rows.values_list("pk", flat=True))
    if ids:
        Invitation.objects.filter(pk__in=ids).update(state="withdrawn", nonce="")
        note_many(by, "survey.withdrawn_many", "invitation", ids, at=at)
    return len(ids)
