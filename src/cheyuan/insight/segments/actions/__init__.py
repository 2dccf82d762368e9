"""Making, changing and putting away segments; counting them."""

from cheyuan.insight.segments.actions.making import archive, change, make, restore
from cheyuan.insight.segments.actions.starting import count_first, start_count

__all__ = ["archive", "change", "count_first", "make", "restore", "start_count"]
