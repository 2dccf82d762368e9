"""INS-01: the night plan of a store computed on a cluster, written, and found unchanged by the embedded engine."""

from datetime import date, timedelta

import pytest
from django.conf import LazySettings

from cheyuan.base.lake.engines import cluster
from cheyuan.base.lake.engines.spark import Spark
from cheyuan.engage.care.actions.plan import run_plan
from cheyuan.engage.care.tests.conftest import Place, place
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Refused

__all__ = ["place"]
DAY = date(2026, 11, 21)


@pytest.mark.django_db(transaction=True)
def test_ins_01_one_setting_lets_the_cluster_compute_the_night_plan(
    place: Place, spark: Spark, master: str, settings: LazySettings
) -> None:
    for number in range(6):
        place.visit(place.car(DAY - timedelta(days=150 + number)), DAY - timedelta(days=number), 9_000)
    settings.ENGINE, settings.SPARK_MASTER = "spark", master
    first = run_plan(place.by, place.store.pk, as_of=DAY, at=moment(DAY, 5))
    settings.ENGINE = "duckdb"
    second = run_plan(place.by, place.store.pk, as_of=DAY, at=moment(DAY, 6))
    assert first.made >= 6
    assert (second.made, second.moved, second.closed) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_ins_01_a_cluster_that_nobody_named_is_refused_and_nothing_is_written(
    place: Place, settings: LazySettings
) -> None:
    settings.ENGINE, settings.SPARK_MASTER = "spark", ""
    with pytest.raises(Refused, match="engine_no_cluster"):
        run_plan(place.by, place.store.pk, as_of=DAY, at=moment(DAY, 5))
    assert place.tasks() == []


def test_ins_01_tables_may_travel_through_a_folder_that_the_cluster_sees(spark: Spark, master: str, tmp_path) -> None:
    through = Spark(master, str(tmp_path))
    through.put("few", spark.rows("SELECT id, CAST(id * 2 AS STRING) AS twice FROM range(5)"))
    through.keep("fewer", "SELECT * FROM few WHERE id > 2")
    assert through.rows("SELECT * FROM fewer ORDER BY id").to_pylist() == [
        {"id": 3, "twice": "6"},
        {"id": 4, "twice": "8"},
    ]
    assert list(tmp_path.iterdir()) != []
    through.close()
    assert list(tmp_path.iterdir()) == []


def test_ins_01_a_cluster_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "Java" in cluster.lacking() or "pyspark" in cluster.lacking()
    with pytest.raises(cluster.NoCluster), cluster.cluster():
        pass
