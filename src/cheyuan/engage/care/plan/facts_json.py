"""Compact JSON of the figures that explain a task, by concatenation, so that every engine writes the same text."""

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import iso


def number(value: ir.IntegerValue) -> ir.StringValue:
    """A whole number or null."""
    return value.cast("string").fill_null("null")


def day(value: ir.IntegerValue) -> ir.StringValue:
    """A day number as an ISO date in quotes, or null."""
    return (ibis.literal('"') + iso(value) + '"').fill_null("null")


def flag(value: ir.BooleanValue) -> ir.StringValue:
    """true or false; null counts as false."""
    return ibis.ifelse(value.fill_null(False), "true", "false")


def word(value: ir.StringValue) -> ir.StringValue:
    """One of our own words (letters only, nothing to escape)."""
    return ibis.literal('"') + value + '"'


def record(**parts: ir.StringValue) -> ir.StringValue:
    """An object of the parts, in their order."""
    text: ir.StringValue | None = None
    for name, part in parts.items():
        begin = ibis.literal(("{" if text is None else ",") + f'"{name}":')
        text = begin + part if text is None else text + begin + part
    return ibis.literal("{}") if text is None else text + "}"
