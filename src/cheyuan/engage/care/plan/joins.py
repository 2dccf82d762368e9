"""Joins on the key of a car, without the doubled key columns."""

import ibis.expr.types as ir

from cheyuan.engage.care.plan.tables import CAR


def with_car(left: ir.Table, right: ir.Table) -> ir.Table:
    """Rows of ``left`` that have a row of the same car in ``right``, with its columns."""
    return left.join(right, list(CAR))


def with_car_if_any(left: ir.Table, right: ir.Table, key: tuple[str, ...] = CAR) -> ir.Table:
    """All rows of ``left``; the columns of ``right`` are null where it has no row of the same key."""
    joined = left.join(right, list(key), how="left", rname="twin_{name}")
    return joined.drop(*(f"twin_{name}" for name in key))
