"""Over which channel a customer hears something, by the one contact policy (CARE-08), asked for any number at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from cheyuan.base.channels import queries as outgoing
from cheyuan.kernel.actor import Actor

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

WISH = ("sms", "wechat", "email")


class Way(NamedTuple):
    """Channel, address and why this channel; without a channel ``code`` says why none is possible."""

    channel: str
    address: str
    chosen: str
    code: str = ""


def ways(by: Actor, store_id: int, asked: Sequence[tuple[int, Customer]], purpose: str, at: datetime) -> dict[int, Way]:
    """Number of the matter → its way, for matters of customers of one store; one statement for all of them."""
    planned = [outgoing.Planned(pk, store_id, one.pk, purpose, WISH, at) for pk, one in asked]
    verdicts = outgoing.judged(by.within(store_id), planned, at=at) if planned else {}
    found: dict[int, Way] = {}
    for pk, one in asked:
        said = verdicts[pk]
        known = {"sms": one.phone, "wechat": one.wechat, "email": one.email}
        possible = said.verdict != "drop" and known.get(said.channel)
        found[pk] = (
            Way(said.channel, str(known[said.channel]), said.chosen)
            if possible
            else Way("", "", "", said.code or "no_address")
        )
    return found
