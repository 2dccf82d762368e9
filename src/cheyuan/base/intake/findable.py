"""Search entries of records that an import changed: written anew, kept as they were for undoing."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from cheyuan.base.intake.loaders import Run, Stage, array, numbers

COLUMNS = {
    "object_id": "bigint", "title": "text", "subtitle": "text", "latin": "text", "tokens": "text[]", "blind": "int[]",
}  # fmt: skip
BEFORE = """
INSERT INTO intake_before (store_id, batch_id, "table", row_id, row)
SELECT e.store_id, %(batch)s, 'search_entry', e.id, to_jsonb(e)
FROM search_entry e JOIN in_search s ON s.object_id = e.object_id
WHERE e.store_id = %(store)s AND e.kind = %(kind)s ON CONFLICT DO NOTHING"""
RENEW = """
UPDATE search_entry e SET title = s.title, subtitle = s.subtitle, latin = s.latin, tokens = s.tokens,
  blind = CASE WHEN e.blind @> s.blind THEN e.blind ELSE e.blind || s.blind END
FROM in_search s WHERE e.store_id = %(store)s AND e.kind = %(kind)s AND e.object_id = s.object_id"""
RESTORE = """
UPDATE search_entry e SET (title, subtitle, latin, tokens, blind) = (o.title, o.subtitle, o.latin, o.tokens, o.blind)
FROM intake_before b, jsonb_populate_record(NULL::search_entry, b.row) o
WHERE b.store_id = %(store)s AND b.batch_id = %(batch)s AND b."table" = 'search_entry' AND e.id = b.row_id
  AND e.store_id = %(store)s AND e.kind = %(kind)s"""


class Draft(NamedTuple):
    """What one record is found by from now on; ``blind`` are parts of a phone that are added."""

    object_id: int
    title: str
    subtitle: str
    latin: str
    tokens: Collection[str]
    blind: Collection[int] = ()


def renew(run: Run, kind: str, drafts: Iterable[Draft]) -> None:
    """Write the entries of changed records of one kind anew."""
    stage = Stage("in_search", COLUMNS)
    run.sql("DROP TABLE IF EXISTS in_search")
    stage.create(run)
    for one in drafts:
        stage.add(run, (*one[:4], array(sorted(one.tokens)), numbers(one.blind)))
    stage.flush(run)
    run.sql("ANALYZE in_search")
    run.sql(BEFORE, kind=kind)
    run.sql(RENEW, kind=kind)


def restore(run: Run, kind: str) -> None:
    """The entries as they were before the import."""
    run.sql(RESTORE, kind=kind)
