"""Proving that the audit was not rewritten: one pass over each chain inside the database, then the witness (P16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cheyuan.base.journal import witness

LIMIT = 1000
"""How many faults are named; more add nothing."""

CHAINS = """
WITH link AS (
  SELECT chain, seq, id, prev, hash, journal_digest(e) AS digest,
         lag(seq) OVER w AS before, lag(hash) OVER w AS joint
  FROM journal_auditentry e WHERE %(chains)s::bigint[] IS NULL OR chain = ANY(%(chains)s::bigint[])
  WINDOW w AS (PARTITION BY chain ORDER BY seq, id))
SELECT chain, coalesce(seq, 0), id, CASE
    WHEN seq IS NULL OR seq <= coalesce(before, 0) THEN 'inserted'
    WHEN seq > coalesce(before, 0) + 1 THEN 'removed'
    WHEN prev IS DISTINCT FROM coalesce(joint, ''::bytea) THEN 'inserted'
    ELSE 'changed' END
FROM link
WHERE seq IS DISTINCT FROM coalesce(before, 0) + 1 OR prev IS DISTINCT FROM coalesce(joint, ''::bytea)
   OR hash IS DISTINCT FROM digest
ORDER BY chain, seq NULLS LAST, id LIMIT %(limit)s
"""

HEADS = """
WITH tail AS (
  SELECT DISTINCT ON (chain) chain, seq, id, hash FROM journal_auditentry
  WHERE seq IS NOT NULL AND (%(chains)s::bigint[] IS NULL OR chain = ANY(%(chains)s::bigint[]))
  ORDER BY chain, seq DESC),
head AS (
  SELECT * FROM journal_audithead WHERE %(chains)s::bigint[] IS NULL OR chain = ANY(%(chains)s::bigint[]))
SELECT chain, coalesce(head.seq, tail.seq), coalesce(tail.id, 0), CASE
    WHEN coalesce(tail.seq, 0) < head.seq THEN 'tail_removed'
    WHEN tail.seq > coalesce(head.seq, 0) THEN 'inserted'
    ELSE 'rewritten' END
FROM head FULL JOIN tail USING (chain)
WHERE head.seq IS DISTINCT FROM tail.seq OR head.hash IS DISTINCT FROM tail.hash
ORDER BY chain LIMIT %(limit)s
"""

WITNESSED = """
SELECT seen.chain, seen.seq, coalesce(e.id, 0),
       CASE WHEN e.id IS NULL THEN 'tail_removed' ELSE 'rewritten' END
FROM unnest(%(chain)s::bigint[], %(seq)s::bigint[], %(hash)s::text[]) AS seen (chain, seq, hash)
LEFT JOIN journal_auditentry e ON e.chain = seen.chain AND e.seq = seen.seq
WHERE encode(e.hash, 'hex') IS DISTINCT FROM seen.hash
ORDER BY 1, 2 LIMIT %(limit)s
"""


@dataclass(frozen=True, order=True)
class Fault:
    """One sign of tampering: in which chain, at which place, at which row, and its kind.

    Kinds: changed (a row's content), removed (a row from the middle), tail_removed (the newest rows), inserted (a row
    added or moved past the trigger), rewritten (a chain made anew that disagrees with its head or with the witness).
    """

    chain: int
    seq: int
    id: int
    kind: str


@dataclass(frozen=True)
class Report:
    """What a check found. ``rows`` is how many rows were looked at, ``witnessed`` how many exported heads were compared."""

    chains: int
    rows: int
    witnessed: int
    faults: list[Fault]

    @property
    def ok(self) -> bool:
        """Nothing was tampered with, as far as anyone can see."""
        return not self.faults


def verify(link: Any, chains: Iterable[int] | None = None, where: Path | None = None) -> Report:
    """Check chains (all when none are named) over ``link``, a connection that may see them: the owner's, or one in scope.

    ``where`` is the witness's folder, by default that of this installation.
    """
    only = None if chains is None else list(chains)
    seen = [head for head in witness.seen(where) if only is None or head[0] in only]
    names: dict[str, Any] = {"chains": only, "limit": LIMIT}
    columns = (
        dict(zip(("chain", "seq", "hash"), ([list(one) for one in zip(*seen, strict=True)]), strict=True))
        if seen
        else {}
    )
    with link.cursor() as cursor:
        faults = _faults(cursor, CHAINS, names) + _faults(cursor, HEADS, names)
        if columns:
            faults += _faults(cursor, WITNESSED, {**columns, "limit": LIMIT})
        cursor.execute(
            "SELECT count(DISTINCT chain), count(*) FROM journal_auditentry"
            " WHERE %(chains)s::bigint[] IS NULL OR chain = ANY(%(chains)s::bigint[])",
            names,
        )
        counted = cursor.fetchone()
    return Report(counted[0], counted[1], len(seen), _one_each(faults))


def _faults(cursor: Any, statement: str, names: dict[str, Any]) -> list[Fault]:
    cursor.execute(statement, names)
    return [Fault(*row) for row in cursor.fetchall()]


def _one_each(faults: list[Fault]) -> list[Fault]:
    """One fault a place: what the chain itself says comes before what its head or the witness add."""
    first: dict[tuple[int, int], Fault] = {}
    for fault in faults:
        first.setdefault((fault.chain, fault.seq), fault)
    return sorted(first.values())
