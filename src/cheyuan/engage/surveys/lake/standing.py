"""What a customer answered last."""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

KEY = ("store_id", "customer_id")


def standing(tables: Mapping[str, ir.Table], today: date) -> ir.Table:
    """One row per customer who answered: score of the newest answer that has one (of 100), and its day."""
    rows = tables["survey_scores"]
    rows = rows.filter(rows.csi.notnull() & (rows.answered_on <= ibis.date(today.year, today.month, today.day)))
    newest = rows.group_by(*KEY).agg(newest=rows.answer_id.max())
    joined = rows.join(newest, [rows.store_id == newest.store_id, rows.answer_id == newest.newest])
    return joined.select(
        store_id=rows.store_id,
        customer_id=rows.customer_id,
        score=(rows.csi // 10).cast("int64"),
        answered_on=rows.answered_on,
    )
