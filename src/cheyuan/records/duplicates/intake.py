"""Imports and duplicates: numbers of merged files lead to the kept one, and afterwards one looks who came twice."""

from collections.abc import Iterator, Mapping
from typing import Any

from cheyuan.base.intake.loaders import Place, Refusal, Run
from cheyuan.base.intake.reading.rows import Cleaned
from cheyuan.base.journal.events import tell
from cheyuan.records.duplicates.events import BookArrived

LEADS = """
UPDATE {table} r SET {column} = c.cust_no FROM duplicates_merge m
JOIN customers_customer c ON c.store_id = m.store_id AND c.id = m.kept_id AND c.erased_at IS NULL
WHERE m.store_id = %(store)s AND m.undone_at IS NULL AND r.{column} = m.gone_no
  AND NOT EXISTS (SELECT FROM customers_customer x WHERE x.store_id = %(store)s AND x.cust_no = m.gone_no)"""
STAGED = (("in_customer_row", "cust_no"), ("in_vehicle_row", "owner_no"))


def lead(run: Run, table: str, column: str) -> None:
    """Spell the numbers of merged files in a temporary table as the ones that hold now."""
    run.sql(LEADS.format(table=table, column=column))


class FormerLoader:
    """Has no rows of its own; before customers are matched, it spells old numbers as the ones that hold now."""

    records: frozenset[str] = frozenset()
    tables: tuple[str, ...] = ()

    def open(self, run: Run) -> None:
        """Nothing to prepare."""

    def add(self, run: Run, spec: str, place: Place, records: Mapping[str, Mapping[str, Any]], row: Cleaned) -> None:
        """Nothing to stage."""

    def flush(self, run: Run) -> None:
        """Nothing is held."""

    def resolve(self, run: Run) -> Iterator[Refusal]:
        """Old number → number of the file into which it was merged."""
        for table, column in STAGED:
            lead(run, table, column)
        yield from ()

    def write(self, run: Run) -> None:
        """Once it is committed, somebody looks for duplicates."""
        tell(BookArrived(store_id=run.store_id, batch_id=run.batch_id))
