"""Posting: from that day the letters count as contacts, once."""

from collections.abc import Iterator
from datetime import date, datetime

from cheyuan.base.channels import actions as channels
from cheyuan.base.journal.actions import note, timeline_many
from cheyuan.base.journal.lines import Line
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.letters import queries
from cheyuan.engage.letters.actions.making import stop
from cheyuan.engage.letters.models import Letter, Mailing
from cheyuan.engage.letters.moves import LETTER, MAILING, SENT
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref

HOUR = 12


@action("letters.make")
def post(by: Actor, mailing_id: int, day: date, *, at: datetime) -> Mailing:
    """The letters were given to the post on that day: they count in each household's budget and stand in each timeline.

    Letters of people who refused meanwhile are taken out of the pile and count for nothing. Refused("letter_posted_day")
    for a day before they were made or still to come; Conflict("wrong_state") when they were posted already.
    """
    one = queries.mailing(by, mailing_id, lock=True)
    state = MAILING.to(one.state, "post")
    if day > day_of(at) or one.made_at is None or day < day_of(one.made_at):
        raise Refused("letter_posted_day", field="day")
    if refused := queries.refused_since(by, one, at=at):
        stop(by, one, refused, "refused", at=at)
    rows = Letter.objects.filter(store_id=one.store_id, mailing_id=one.pk, state__in=LETTER.sources("post"))
    found = list(rows.values_list("pk", "customer_id", "number", "household"))
    rows.update(state=SENT)
    when = min(moment(day, HOUR), at)
    households = (bytes(household) for *_row, household in found if household)
    channels.touch_many(by, households, purpose=one.purpose, channel="letter", at=when)
    timeline_many(by, _lines(one, found, when))
    one.state, one.posted_on, one.posted_at, one.posted_by_name, one.updated_at = state, day, at, by.name, at
    one.save(update_fields=["state", "posted_on", "posted_at", "posted_by_name", "updated_at"])
    note(
        by, "mailing.posted", Ref("mailing", one.pk), at=at, store_id=one.store_id, letters=len(found),
        taken_out=len(refused), day=day.isoformat(),
    )  # fmt: skip
    return one


def _lines(one: Mailing, found: list[tuple[int, int, str, bytes | None]], when: datetime) -> Iterator[Line]:
    ref = Ref("mailing", one.pk)
    for _pk, customer_id, number, _household in found:
        facts = {"title": one.title, "number": number}
        yield Line("letter.posted", "contact", when, customer_id, ref=ref, store_id=one.store_id, facts=facts)
