"""A Spark cluster: tables travel to it as Arrow, or as Parquet through a folder that it sees too; rows come back as Arrow.

Needs the extra ``spark`` and Java 17. Neither pandas nor Python on the cluster's machines: only SQL runs there.
"""

import os
import shutil
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cheyuan.kernel.errors import Refused

LOOPBACK = ("127.0.0.1", "localhost")
ALIKE = {
    "spark.sql.session.timeZone": "UTC",  # naive moments stay what they are
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.autoBroadcastJoinThreshold": "64MB",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


def there() -> bool:
    """Whether the extra is installed."""
    return find_spec("pyspark") is not None


class Spark:
    """One session with the cluster at ``master`` (spark://host:port, yarn …). Refused("engine_missing") without the extra.

    ``folder`` is one that this machine and the workers see under the same name; "" lets tables travel with the job.
    ``more`` are settings of Spark's own, such as memory.
    """

    name, dialect = "spark", "pyspark"

    def __init__(self, master: str, folder: str = "", partitions: int = 0, more: dict[str, str] | None = None) -> None:
        if not there():
            raise Refused("engine_missing", engine="spark")
        builder = import_module("pyspark.sql").SparkSession.builder.master(master).appName("cheyuan")
        for key, value in {**ALIKE, **_near(master), **_partitions(partitions), **(more or {})}.items():
            builder = builder.config(key, value)
        with _quiet():
            self.session: Any = builder.getOrCreate()
        self._names: set[str] = set()
        self._folder = Path(folder) / f"cheyuan-{uuid.uuid4().hex}" if folder else None

    def put(self, name: str, rows: pa.Table) -> None:
        """As Parquet through the shared folder, else with the job."""
        if self._folder is None:
            self._named(name, self.session.createDataFrame(rows))
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{name}.parquet"
        pq.write_table(rows, path)
        self.files(name, [path])

    def files(self, name: str, paths: Sequence[Path]) -> None:
        """Read by the workers themselves: they must see the same paths."""
        self._named(name, self.session.read.parquet(*(f"file://{path}" for path in paths)))

    def view(self, name: str, select: str) -> None:
        """A statement under a name."""
        self._named(name, self.session.sql(select))

    def keep(self, name: str, statement: str) -> None:
        """Worked out at once, in the shared folder or with the workers; what follows knows nothing of how it was made.

        Without the folder a worker that is lost takes its part along, and the run must begin anew.
        """
        frame = self.session.sql(statement)
        if self._folder is None:
            self._named(name, frame.localCheckpoint())
            return
        path = self._folder / name
        frame.write.mode("overwrite").parquet(f"file://{path}")
        self._named(name, self.session.read.parquet(f"file://{path}"))

    def rows(self, statement: str) -> pa.Table:
        """Collected as Arrow."""
        found: pa.Table = self.session.sql(statement).toArrow()
        return found

    def save(self, statement: str, folder: Path) -> int:
        """Written by the workers, each its part: they must see the folder."""
        self.session.sql(statement).write.mode("overwrite").parquet(f"file://{folder}")
        return int(self.session.read.parquet(f"file://{folder}").count())

    def close(self) -> None:
        """What the workers keep is free again; the session stays for the next plan of this process."""
        for name in self._names:
            self.session.catalog.dropTempView(name)
        self._names.clear()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def leave(self) -> None:
        """End the session: the cluster's machines are free for others."""
        self.session.stop()

    def _named(self, name: str, frame: Any) -> None:
        frame.createOrReplaceTempView(name)
        self._names.add(name)


@contextmanager
def _quiet() -> Iterator[None]:
    """Java inherits standard error as its output: a child's own standard output holds nothing but its answer."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _near(master: str) -> dict[str, str]:
    """A cluster on this machine is spoken to on loopback only."""
    host = master.removeprefix("spark://").partition(":")[0]
    if host in LOOPBACK or master.startswith("local"):
        return {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return {}


def _partitions(count: int) -> dict[str, str]:
    return {"spark.sql.shuffle.partitions": str(count)} if count else {}
