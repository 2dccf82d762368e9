"""The three engines, each ready for tables: Spark as a real standalone cluster on this machine."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cheyuan.base.lake.engines import cluster
from cheyuan.base.lake.engines.embedded import Embedded
from cheyuan.base.lake.engines.postgres import Postgres
from cheyuan.base.lake.engines.spark import Spark
from cheyuan.base.lake.looking import address

HERE = Path(__file__).parent
SMALL = {
    "spark.driver.memory": "700m", "spark.executor.memory": "600m", "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": cluster.FRUGAL, "spark.executor.extraJavaOptions": cluster.FRUGAL,
}  # fmt: skip
"""Little memory; small tables are quicker without code made for each query."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process, and so one cluster."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("spark"))


@pytest.fixture(scope="session")
def master() -> Iterator[str]:
    """The address of a cluster: one master, two workers."""
    if cluster.lacking():
        if os.environ.get("CHEYUAN_SPARK") == "required":
            pytest.fail(f"a cluster is required (CHEYUAN_SPARK): {cluster.lacking()}")
        pytest.skip(f"no Spark cluster here: {cluster.lacking()}")
    with cluster.apart(cluster.Size(memory="700m")) as address:
        yield address


@pytest.fixture(scope="session")
def spark(master: str) -> Iterator[Spark]:
    """The engine of that cluster."""
    logging.getLogger("py4j").setLevel(logging.WARNING)  # it would tell of its end when nobody listens any more
    engine = Spark(master, partitions=2, more=SMALL)
    yield engine
    engine.leave()


@pytest.fixture
def embedded() -> Iterator[Embedded]:
    """The engine inside the process."""
    engine = Embedded()
    yield engine
    engine.close()


@pytest.fixture
def postgres(db: None) -> Iterator[Postgres]:
    """The database of the tests, as the application's role."""
    engine = Postgres(address())
    yield engine
    engine.close()
