"""Messages of the actor's stores, and who refused what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import product

from django.db import connection
from django.db.models import Q, QuerySet

from cheyuan.base.channels.addresses import key_of
from cheyuan.base.channels.composing import composed
from cheyuan.base.channels.models import Message, Passage, Refusal
from cheyuan.base.channels.policy import hours
from cheyuan.base.channels.policy.verdicts import Planned as Planned
from cheyuan.base.channels.policy.verdicts import Verdict, verdicts
from cheyuan.base.policies.queries import values
from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

ANY = "any"


@dataclass(frozen=True)
class Page:
    """Some messages, newest first, and where the next page begins (0 at the end)."""

    rows: list[Message]
    before: int


def refused(by: Actor, address: str) -> frozenset[tuple[str, str]]:
    """What the owner of the address refused in the actor's group: (channel, purpose), either may be "any"."""
    rows = Refusal.objects.filter(address_key=key_of(by.group_id, address)).order_by("at", "-given", "id")
    newest = {(row.channel, row.purpose): row.given for row in rows}
    return frozenset(pair for pair, given in newest.items() if not given)


def may_send(by: Actor, address: str, channel: str, purpose: str) -> bool:
    """Whether the newest word in the actor's group does not forbid this channel for this purpose."""
    key = key_of(by.group_id, address)
    with connection.cursor() as cursor:
        cursor.execute("SELECT channels_refused(%s, %s, %s, %s, %s)", [by.group_id, key, key, channel, purpose])
        return cursor.fetchone() == (False,)


def page(
    by: Actor, *, state: str = "", channel: str = "", customer_id: int | None = None, before: int = 0, limit: int = 50
) -> Page:
    """Messages by state, channel and customer; Denied without ``messages.view``."""
    by.require("messages.view")
    named = {"state": state, "channel": channel, "customer_id": customer_id, "id__lt": before}
    asked = Q(*((name, wanted) for name, wanted in named.items() if wanted))
    rows = list(Message.objects.filter(asked, store_id__in=by.store_ids).order_by("-id")[: limit + 1])
    return Page(rows[:limit], rows[limit - 1].pk if len(rows) > limit else 0)


def message(by: Actor, id: int) -> Message:
    """One message; Missing when it is not there for this actor, Denied without ``messages.view``."""
    by.require("messages.view")
    found: Message | None = Message.objects.filter(store_id__in=by.store_ids, pk=id).first()
    if found is None:
        raise Missing("message", id)
    return found


def whole_text(found: Message) -> str:
    """The words as they leave: with the sender's name before them and how to refuse behind an offer."""
    return composed(found.store_id, found.channel, found.purpose, str(found.text))[1]


def listed(by: Actor) -> "QuerySet[Message]":
    """Messages for the list, without what it never shows."""
    by.require("messages.view")
    rows: QuerySet[Message] = Message.objects.filter(store_id__in=by.store_ids)
    return rows.defer("text", "subject", "filled")


def history(by: Actor, message_id: int) -> list[Passage]:
    """Every step of a message, oldest first."""
    by.require("messages.view")
    return list(Passage.objects.filter(store_id__in=by.store_ids, message_id=message_id).order_by("id")[:200])


def forbidden(by: Actor, address: str, channels: Iterable[str], purposes: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Which of these channels for which of these purposes the newest word of the owner of the address forbids."""
    key = key_of(by.group_id, address)
    rows = asked.records(Refusal, _SAID, group=by.group_id, key=key)
    pairs = product(tuple(channels), tuple(purposes))
    newest = {
        pair: [row for row in rows if row.channel in (pair[0], ANY) and row.purpose in (pair[1], ANY)][-1:]
        for pair in pairs
    }
    return frozenset(pair for pair, last in newest.items() if last and not last[0].given)


_SAID = "WHERE t.group_id = %(group)s AND t.address_key = %(key)s ORDER BY t.at, t.given DESC, t.id"


def call_hours(
    by: Actor, store_id: int, *, marketing: bool, since: date, until: date
) -> dict[date, list[tuple[time, time]]]:
    """Day → the stretches of it in which a store of the actor may call people, by its own clock (CARE-08, CARE-13)."""
    return hours.call_hours(by.within(store_id).store_ids[0], marketing=marketing, since=since, until=until)


def calls_open(store_id: int, at: datetime) -> datetime | None:
    """From when on a call about a service fits in the store, by its calendar; None when one fits at this moment."""
    own = [one for one in hours.windows([store_id], at) if one.kind == "call" and not one.marketing]
    here = next((one for one in own if one.since <= at < one.closes), None)
    return here.opens if here and here.opens > at else None


def quiet_at(store_id: int, at: datetime) -> bool:
    """Whether nobody may be contacted at this moment, by the clock of the store, whatever its opening hours are."""
    told = values("channels.quiet_", store_id)
    hour = at.astimezone(hours.zone_of(store_id)).hour
    return not told["channels.quiet_to"] <= hour < told["channels.quiet_from"]


def judged(by: Actor, planned: Sequence[Planned], *, at: datetime) -> dict[int, Verdict]:
    """What the contact policy (CARE-08) says about planned contacts: contact → verdict with channel, moment and reasons."""
    return verdicts(by, planned, at=at)


def held_before(store_id: int, intent: str) -> bool:
    """Whether a message for this intent exists; inside the caller's scope."""
    return bool(Message.objects.filter(store_id=store_id, intent=intent).exists())
