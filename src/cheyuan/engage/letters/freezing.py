"""Who gets a letter, fixed: names, addresses and values of a moment, and the invitations behind the codes."""

import json
from collections.abc import Sequence
from datetime import datetime

from cheyuan.base.journal.actions import note_many
from cheyuan.base.policies.queries import value
from cheyuan.engage.letters import queries
from cheyuan.engage.letters.audience import Audience, audience, batches
from cheyuan.engage.letters.models import Letter, Mailing
from cheyuan.engage.letters.numbers import number_of
from cheyuan.engage.letters.recipients import Recipient, recipients
from cheyuan.engage.surveys import actions as surveys
from cheyuan.engage.surveys import queries as surveys_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused


def freeze(by: Actor, one: Mailing, *, at: datetime) -> int:
    """Write the letters of a locked mailing, once; answers how many there are. Inside a scope.

    Refused("letter_nobody"), ("letters_many", most), ("survey_archived").
    """
    rows = Letter.objects.filter(store_id=one.store_id, mailing_id=one.pk)
    if one.count and rows.exists():
        return one.count
    most = queries.most(one.store_id)
    found = audience(by, one.store_id, one.audience, one.purpose, most, at=at)
    if found.capped:
        raise Refused("letters_many", most=most)
    if not found.ids:
        raise Refused("letter_nobody")
    place = 0
    house = queries.house_values(one)
    for ids in batches(found.ids):
        part = recipients(by, ids, house, found.others)
        invited = _invited(by, one, part, place, at)
        Letter.objects.bulk_create(_rows(one, part, found, invited, place))
        place += len(part)
    one.count, one.left = place, found.counts
    one.save(update_fields=["count", "left"])
    note_many(by, "mailing.frozen", "customer", found.ids, at=at, store_id=one.store_id, mailing=one.pk)
    return place


def _origin(one: Mailing, place: int) -> str:
    return f"letter:{one.pk}:{one.rounds}:{place}"


def _invited(by: Actor, one: Mailing, part: Sequence[Recipient], place: int, at: datetime) -> dict[str, int]:
    if not one.survey_code:
        return {}
    known = surveys_of.survey(by, one.survey_code)
    if known.survey.archived_at:
        raise Refused("survey_archived")
    asked = [
        (_origin(one, place + number), surveys.Whom(one.store_id, person.customer_id))
        for number, person in enumerate(part, 1)
    ]
    days = (one.posts_on - at.date()).days + int(value("letters.reply_days", one.store_id))
    return surveys.invite_many(by, asked, known.version, channel="letter", days=max(1, days), at=at, told=False)


def _rows(
    one: Mailing, part: Sequence[Recipient], found: Audience, invited: dict[str, int], place: int
) -> list[Letter]:
    return [
        Letter(
            store_id=one.store_id, mailing_id=one.pk, place=at_place, number=number_of(one.pk, at_place),
            customer_id=person.customer_id, invitation_id=invited.get(_origin(one, at_place)), name=person.name,
            address=person.address, postcode=person.postcode, filled=json.dumps(dict(person.values), ensure_ascii=False),
            household=found.verdicts[person.customer_id].household, others=found.others.get(person.customer_id, 0),
        )
        for at_place, person in enumerate(part, place + 1)
    ]  # fmt: skip
