"""Writing the SQL of every metric once per engine. Loads Ibis: only for children and tests."""

from importlib import import_module

import ibis
import ibis.expr.types as ir
from django.utils.module_loading import import_string

from cheyuan.insight.metrics.declaring import Metric, metrics
from cheyuan.insight.metrics.expressing import Tables, asked

DIALECTS = ("duckdb", "postgres")
COLUMNS = ("store_id", "day", "num", "den", "ref_kind", "ref_id")


def compose() -> dict[str, dict[str, str]]:
    """Metric → engine → the SQL of its rows, over tables named ``metric_cars``, ``metric_asked`` …"""
    return {code: {dialect: written(one, dialect) for dialect in DIALECTS} for code, one in metrics().items()}


def written(one: Metric, dialect: str) -> str:
    """The SQL of a metric's rows in an engine's dialect."""
    return str(ibis.to_sql(expression(one, unbound(one)), dialect=dialect))


def expression(one: Metric, tables: Tables) -> ir.Table:
    """Its rows over these tables, their columns in order: ``COLUMNS``, then its dims."""
    rows: ir.Table = import_string(one.rows)(tables)
    return rows.select(*COLUMNS, *one.dims)


def unbound(one: Metric) -> dict[str, ir.Table]:
    """Its tables without data."""
    schemas = {**import_module(one.rows.rpartition(".")[0]).SCHEMAS, "asked": asked(one.numbers)}
    names = ["asked", *(source.name for source in one.sources)]
    return {name: ibis.table(schemas[name], name=f"metric_{name}") for name in names}
