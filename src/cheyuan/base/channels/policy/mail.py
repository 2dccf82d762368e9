"""Whom a letter may reach (CARE-08, CARE-50): the same policy, asked for a whole audience by one statement.

By post the hour of the day does not matter: consent, refusals, the budget of offers and one letter for a household do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from cheyuan.base.channels.policy.judge import parameters, with_verdicts
from cheyuan.base.tenancy.scope import reading
from cheyuan.kernel.actor import Actor

PLANNED = """
SELECT id, %(store)s::int AS store_id, id AS customer_id, %(purpose)s::text AS purpose, ARRAY['letter'] AS wish,
       false AS addressed, NULL::bytea AS address_key, %(at)s::timestamptz AS wanted, NULL::timestamptz AS use_by
FROM unnest(%(ids)s::bigint[]) AS p(id)
"""
ANSWER = """
, judged AS (
  SELECT v.id, v.household, CASE WHEN v.verdict = 'drop' THEN v.code WHEN s.soonest > s.asked THEN 'frequency' ELSE '' END
    AS code
  FROM verdicts v JOIN spaced s ON s.id = v.id
), led AS (
  SELECT j.*, first_value(j.id) OVER (PARTITION BY j.code = '', coalesce(j.household, int8send(j.id))
                                      ORDER BY array_position(%(ids)s::bigint[], j.id)) AS lead
  FROM judged j
)
SELECT id, CASE WHEN code = '' AND lead <> id THEN 'household' ELSE code END, household, lead FROM led
"""


@dataclass(frozen=True)
class ByPost:
    """The policy's word about one person: ``code`` is empty when a letter may go, else why not.

    Codes: no_address, refused, no_consent, stopped, frequency, household (``lead`` gets it for all of them).
    ``household`` is whom it reaches, as the budget of offers counts (None: only themselves, uncounted).
    """

    customer_id: int
    code: str
    household: bytes | None
    lead: int


def by_post(by: Actor, store_id: int, customer_ids: Sequence[int], purpose: str, *, at: datetime) -> dict[int, ByPost]:
    """Customer → verdict, for customers of one store of the actor; of a household the first of the sequence leads."""
    if not customer_ids:
        return {}
    one = by.within(store_id)
    with reading(by), connection.cursor() as cursor:
        named = {"ids": list(customer_ids), "store": store_id, "purpose": purpose}
        told = {**parameters(by.group_id, one.store_ids, at), **named}
        cursor.execute(f"WITH {with_verdicts(PLANNED)}{ANSWER}", told)  # our own texts, values as parameters
        rows = [ByPost(id, code, bytes(key) if key else None, lead) for id, code, key, lead in cursor.fetchall()]
    return {row.customer_id: row for row in rows}
