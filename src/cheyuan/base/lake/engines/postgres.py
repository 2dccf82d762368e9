"""PostgreSQL in place: nothing leaves the database but the result; row-level security holds, all is of one moment."""

from collections.abc import Sequence
from pathlib import Path

import adbc_driver_postgresql.dbapi as adbc
import pyarrow as pa
import pyarrow.parquet as pq

PREPARE = ("SET LOCAL work_mem = '256MB'", "SET LOCAL jit = off", "SET LOCAL default_statistics_target = 20")


class Postgres:
    """One transaction of its own, asked through ``cursor``; ``setting`` is the statement that says whose rows exist in it."""

    name = dialect = "postgres"

    def __init__(self, address: str, setting: str = "") -> None:
        self._link = adbc.connect(address, autocommit=False)
        self.cursor = self._link.cursor()
        for statement in ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", *PREPARE):
            self._do(statement)
        if setting:
            self._do(setting)
            self.cursor.fetchall()

    def put(self, name: str, rows: pa.Table) -> None:
        """A temporary table, gone with the transaction."""
        self._drop(name)
        self.cursor.adbc_ingest(name, rows, mode="create", temporary=True)
        self._do(f"ANALYZE {name}")

    def files(self, name: str, paths: Sequence[Path]) -> None:
        """Copied in, file by file."""
        self._drop(name)
        for number, path in enumerate(paths):
            mode = "append" if number else "create"
            self.cursor.adbc_ingest(name, pq.ParquetFile(path).iter_batches(), mode=mode, temporary=True)
        self._do(f"ANALYZE {name}")

    def view(self, name: str, select: str) -> None:
        """A temporary view: the rows stay where they are."""
        self._drop(name)
        self._do(f"CREATE TEMPORARY VIEW {name} AS {select}")

    def keep(self, name: str, statement: str) -> None:
        """A temporary table with its statistics."""
        self._drop(name)
        self._do(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {statement}")
        self._do(f"ANALYZE {name}")

    def rows(self, statement: str) -> pa.Table:
        """Straight to Arrow."""
        self.cursor.execute(statement)
        return self.cursor.fetch_arrow_table()

    def save(self, statement: str, folder: Path) -> int:
        """One file, batch by batch."""
        folder.mkdir(parents=True, exist_ok=True)
        self.cursor.execute(statement)
        batches, count = self.cursor.fetch_record_batch(), 0
        with pq.ParquetWriter(folder / "part-0.parquet", batches.schema) as out:
            for batch in batches:
                out.write_batch(batch)
                count += batch.num_rows
        return count

    def close(self) -> None:
        """Nothing of it stays."""
        self.cursor.close()
        self._link.rollback()
        self._link.close()

    def _drop(self, name: str) -> None:
        self._do(f"SELECT relkind::text FROM pg_class WHERE oid = to_regclass('pg_temp.{name}')")  # noqa: S608 - our own
        found = self.cursor.fetchone()
        if found:
            self._do(f"DROP {'VIEW' if found[0] == 'v' else 'TABLE'} {name}")

    def _do(self, statement: str) -> None:
        self.cursor.execute(statement)
