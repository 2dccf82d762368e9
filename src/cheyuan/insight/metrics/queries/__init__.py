"""What pages and other rooms read of the dictionary: its metrics, their figures, and the very rows behind them."""

from cheyuan.insight.metrics.queries.dictionary import as_of, dictionary, targets, within
from cheyuan.insight.metrics.queries.figures import Point, Series, Value, chosen, series, values
from cheyuan.insight.metrics.queries.rows import Row, Rows, rows

__all__ = [
    "Point", "Row", "Rows", "Series", "Value", "as_of", "chosen", "dictionary", "rows", "series", "targets", "values",
    "within",
]  # fmt: skip
