"""DuckDB inside the process: bounded threads and memory, what does not fit is spilled into a folder."""

import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

LEFT_OVER_SECONDS = 24 * 3600
"""A folder that nobody touched for so long belongs to a process that was killed."""


class Embedded:
    """One engine in memory; ``con`` is DuckDB's own connection."""

    name = dialect = "duckdb"

    def __init__(self, threads: int = 2, memory: str = "1GB", folder: Path | None = None) -> None:
        config: dict[str, Any] = {"threads": threads, "memory_limit": memory, "preserve_insertion_order": False}
        self._folder = _own(folder) if folder else None
        if self._folder:
            config["temp_directory"] = str(self._folder)
        self.con: Any = duckdb.connect(config=config)

    def put(self, name: str, rows: pa.Table) -> None:
        """Copied: the engine reads its own shape faster than Arrow's, and may spill it."""
        self.con.register("arrived", rows)
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM arrived")
        self.con.unregister("arrived")

    def files(self, name: str, paths: Sequence[Path]) -> None:
        """Read where they lie."""
        listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
        self.con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS FROM read_parquet([{listed}])")

    def view(self, name: str, select: str) -> None:
        """A statement under a name."""
        self.con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {select}")

    def keep(self, name: str, statement: str) -> None:
        """In a table of its own."""
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {statement}")

    def rows(self, statement: str) -> pa.Table:
        """As Arrow; kept as a table first, which both cores write at once."""
        self.keep("result", statement)
        found: pa.Table = self.con.sql("FROM result").to_arrow_table()
        self.con.execute("DROP TABLE result")
        return found

    def save(self, statement: str, folder: Path) -> int:
        """One file, written while it is worked out."""
        folder.mkdir(parents=True, exist_ok=True)
        path = str(folder / "part-0.parquet").replace("'", "''")
        found = self.con.execute(f"COPY ({statement}) TO '{path}' (FORMAT parquet)").fetchone()
        return int(found[0])

    def close(self) -> None:
        """Memory and folder are free again."""
        self.con.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)


def _own(folder: Path) -> Path:
    """A folder that no other process uses; those that the killed left behind go."""
    before = time.time() - LEFT_OVER_SECONDS
    for older in folder.glob("*-*"):
        if older.stat().st_mtime < before:
            shutil.rmtree(older, ignore_errors=True)
    own = folder / f"{os.getpid()}-{time.monotonic_ns()}"
    own.mkdir(mode=0o700, parents=True)
    return own
