"""Segments (INS-10): nested trees with all three modes, of cars and of customers."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any

import pyarrow as pa

from cheyuan.insight.segments.tests import books
from cheyuan.insight.segments.tests.whole import whole
from tests.engines.cases import Case, written

Tree = dict[str, Any]


def said(field: str, op: str, value: Any = None) -> Tree:
    """A condition."""
    return {"field": field, "op": op} if value is None else {"field": field, "op": op, "value": value}


OLD, STAR = said("car_age", "least", 24), said("brand", "is", ["奔驰", "o'Neil\\"])
FOSHAN, SHEN = said("city", "contains", "OSH"), said("source", "begins", "深")
LATE, LOOKED = said("last_visit", "longer", 90), said("looked_on", "past", 91)
TREES: tuple[tuple[str, str, Tree], ...] = (
    ("the same car", "customer", {"all": [OLD, STAR]}),
    ("none of the cars", "customer", {"none": [OLD, {"all": [STAR, said("car_visits", "least", 1)]}]}),
    ("none within any", "customer", {"any": [{"none": [OLD, said("city", "is", ["广州"])]}, said("vip", "yes")]}),
    ("words", "customer", {"any": [FOSHAN, SHEN, said("district", "known"), said("usage", "is_not", ["family"])]}),
    (
        "a car of somebody",
        "vehicle",
        {"all": [said("insurance_end", "next", 365), {"none": [STAR, said("vip", "yes")]}]},
    ),
    ("days", "vehicle", {"any": [LATE, LOOKED, {"all": [said("car_age", "unknown")]}]}),
)


@cache
def cut() -> Mapping[str, pa.Table]:
    """Random rows of the lake."""
    return books.arrow(books.make(5, people=200))


def tables() -> Mapping[str, pa.Table]:
    """Under the names that the text reads."""
    return {f"lake_{name}": rows for name, rows in cut().items()}


def cases() -> Iterator[Case]:
    """Each tree."""
    for name, subject, tree in TREES:
        yield Case(f"segment, {name}", partial(written, partial(whole, cut(), subject, tree)), tables, 5)
