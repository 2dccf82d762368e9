"""The points of the trade-in score (SAL-10) over random stores."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, partial

import pyarrow as pa

from cheyuan.insight.scores.tests.worlds import DAY, crowd
from cheyuan.insight.scores.tradein import points, run
from cheyuan.insight.scores.tradein.tables import unbound
from cheyuan.insight.scores.tradein.values import DEFAULTS
from tests.engines.cases import Case, written

DAYS = (DAY, date(2024, 2, 29))


@cache
def tables(day: date) -> Mapping[str, pa.Table]:
    """A random store as the score reads it."""
    data = {**crowd(day.toordinal(), 250).arrow(), **run.asked({1: DEFAULTS}, day)}
    return {f"scores_in_{name}": rows for name, rows in data.items()}


def cases() -> Iterator[Case]:
    """The expression on each day."""
    for day in DAYS:
        name = f"trade-in, {day.isoformat()}"
        yield Case(name, partial(written, lambda: points.scores(unbound())), partial(tables, day), 50)
