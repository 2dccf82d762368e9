"""The policy's word about some planned contacts, for pages and actions; for many use the statement itself (``judge``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from cheyuan.base.channels.policy.judge import parameters, with_verdicts
from cheyuan.base.tenancy.scope import reading
from cheyuan.kernel.actor import Actor

PLANNED = """
SELECT id, store_id, customer_id, purpose, string_to_array(wish, ',') AS wish, false AS addressed, NULL::bytea AS address_key,
       wanted, NULL::timestamptz AS use_by
FROM unnest(%(ids)s::bigint[], %(at_stores)s::int[], %(customers)s::bigint[], %(purposes)s::text[], %(wishes)s::text[],
            %(wanteds)s::timestamptz[]) AS p(id, store_id, customer_id, purpose, wish, wanted)
"""


@dataclass(frozen=True)
class Planned:
    """One contact somebody wants to make: over one of the channels of ``wish`` (best first), at the moment ``wanted``."""

    id: int
    store_id: int
    customer_id: int
    purpose: str
    wish: tuple[str, ...]
    wanted: datetime


@dataclass(frozen=True)
class Verdict:
    """What the policy says: go, later (at ``at``), merge (with ``lead``) or drop (``code``); why this channel, why then."""

    id: int
    verdict: str
    channel: str
    chosen: str
    at: datetime | None
    until: datetime | None
    timed: str
    lead: int | None
    code: str


def verdicts(by: Actor, planned: Sequence[Planned], *, at: datetime) -> dict[int, Verdict]:
    """Contact → verdict, for contacts in the actor's stores."""
    names = {
        "ids": [one.id for one in planned], "at_stores": [one.store_id for one in planned],
        "customers": [one.customer_id for one in planned], "purposes": [one.purpose for one in planned],
        "wishes": [",".join(one.wish) for one in planned], "wanteds": [one.wanted for one in planned],
    }  # fmt: skip
    columns = "id, verdict, coalesce(channel, ''), chosen, at, until, timed, lead, code"
    with reading(by), connection.cursor() as cursor:
        told = {**parameters(by.group_id, by.store_ids, at), **names}
        statement = f"WITH {with_verdicts(PLANNED)} SELECT {columns} FROM verdicts"  # noqa: S608 - our own texts
        cursor.execute(statement, told)
        return {row[0]: Verdict(*row) for row in cursor.fetchall()}
