"""A segment as one expression over the tables of the lake."""

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from django.utils.module_loading import import_string

from cheyuan.insight.segments import fields, tree
from cheyuan.insight.segments.expr import cars, members
from cheyuan.insight.segments.tests.books import TODAY


def whole(cut: Mapping[str, pa.Table], subject: str, plain: Any) -> ir.Table:
    """Its members, nothing kept in between: tables named ``lake_vehicles`` …"""
    tables = {
        name: ibis.table(ibis.Schema.from_pyarrow(rows.schema), name=f"lake_{name}") for name, rows in cut.items()
    }
    kept = {members.CARS: cars.garage(tables), members.PEOPLE: cars.people(tables)}
    read = tree.read(plain)
    for code in dict.fromkeys(fields.field(leaf.field).source for leaf in tree.leaves_of(read)):
        kept[code] = import_string(fields.source(code).function)(tables, TODAY)
    return members.members(kept, subject, read, TODAY)
