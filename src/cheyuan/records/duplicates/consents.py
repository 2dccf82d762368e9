"""The stricter of two files' consent wins, and a refusal of one number is a refusal of the person (PPL-08, P6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cheyuan.base.channels import actions as channels
from cheyuan.base.channels import queries as refusals
from cheyuan.base.sealed import seal
from cheyuan.records.duplicates.merging import Move

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

SOURCE = "merge"
NEWEST = """
SELECT DISTINCT ON (customer_id, purpose, channel) customer_id, purpose, channel, given, at, id FROM customers_consent
WHERE store_id = %(store)s AND customer_id IN (%(kept)s, %(gone)s) ORDER BY customer_id, purpose, channel, at DESC, id DESC"""
SAY = """
INSERT INTO customers_consent (store_id, customer_id, purpose, channel, given, at, text_version, source, proof, by_name)
SELECT %(store)s, %(kept)s, purpose, channel, false, %(at)s, '', 'merge', '', %(who)s
FROM unnest(%(purposes)s::text[], %(channels)s::text[]) AS said(purpose, channel) RETURNING id"""
ADD = """
INSERT INTO customers_extraphone (store_id, customer_id, number, number_key, label)
SELECT %(store)s, %(kept)s, %(number)s, %(key)s, 'former'
WHERE NOT EXISTS (SELECT FROM customers_extraphone x WHERE x.store_id = %(store)s AND x.number_key = %(key)s
  AND x.customer_id IN (%(kept)s, %(gone)s)) RETURNING id"""


def stricter(move: Move) -> None:
    """Where one file's newest word is a no and the newest of both would be a yes, the no is said again."""
    latest: dict[tuple[str, str], tuple[object, int, bool]] = {}
    refused = set()
    for _customer, purpose, channel, given, at, pk in move.ask(NEWEST):
        pair = (purpose, channel)
        latest[pair] = max(latest.get(pair, (at, pk, given)), (at, pk, given))
        if not given:
            refused.add(pair)
    lost = sorted(pair for pair in refused if latest[pair][2])
    said = move.ask(
        SAY, at=move.at, who=move.by.name, purposes=[one for one, _ in lost], channels=[one for _, one in lost]
    ) if lost else []  # fmt: skip
    move.write("added", "customers_consent", "customer_id", ids=[pk for (pk,) in said])


def keep_number(move: Move, number: str, key: object) -> None:
    """The phone that was not chosen stays on the file, so that a call back is recognised."""
    rows = move.ask(ADD, number=seal("customers_extraphone.number", number), key=key)
    move.write("added", "customers_extraphone", "customer_id", ids=[pk for (pk,) in rows])


def carry(move: Move, kept: Customer, numbers: set[str]) -> int:
    """What was refused at one of the person's numbers is refused at the one that is used now; answers how many words.

    A refusal is final: undoing the merge does not lift it, only the person does.
    """
    if not kept.phone:
        return 0
    known = refusals.refused(move.by, kept.phone)
    wanted = {pair for number in numbers - {kept.phone} for pair in refusals.refused(move.by, number)} - known
    for channel, purpose in sorted(wanted):
        channels.refuse(move.by, address=kept.phone, channel=channel, purpose=purpose, source=SOURCE, at=move.at)
    return len(wanted)
