"""What pages and other rooms read of the dictionary: its metrics, their figures, and the very rows behind them."""

from cheyuan.insight.metrics.queries.dictionary import as_of, dictionary, targets, visible, within
from cheyuan.insight.metrics.queries.figures import Point, Series, Value, chosen, courses, series, values
from cheyuan.insight.metrics.queries.rows import MOST, Row, Rows, rows
from cheyuan.insight.metrics.queries.saying import changed, counted, good, missed, outside, said

__all__ = [
    "MOST", "Point", "Row", "Rows", "Series", "Value", "as_of", "changed", "chosen", "counted", "courses", "dictionary",
    "good", "missed", "outside", "rows", "said", "series", "targets", "values", "visible", "within",
]  # fmt: skip
