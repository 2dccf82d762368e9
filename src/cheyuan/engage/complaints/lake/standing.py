"""How a customer stands by their complaints."""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

KEY = ("store_id", "customer_id")


def standing(tables: Mapping[str, ir.Table], today: date) -> ir.Table:
    """One row per customer with complaints: how many are open, when they last complained."""
    rows = tables["complainers"]
    rows = rows.filter(rows.received_on <= ibis.date(today.year, today.month, today.day))
    rows = rows.mutate(is_open=ibis.ifelse(rows.state.isin(["closed", "withdrawn"]), 0, 1))
    return rows.group_by(*KEY).agg(
        complaints_open=rows.is_open.sum().cast("int64"), complained_on=rows.received_on.max()
    )
