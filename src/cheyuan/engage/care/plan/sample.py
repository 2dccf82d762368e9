"""A draw that needs no chance: the number of a record says whether it is in the sample, on every engine and every day alike.

A Lehmer step and a square modulo a prime: whole numbers below 2^63 throughout, so that no engine rounds or overflows.
"""

import ibis
import ibis.expr.types as ir

PRIME = 2_147_483_647  # 2^31 - 1
FACTOR = 1_103_515_245
SHIFT = 12_345
HUNDRED = 100


def place(number: ir.IntegerValue) -> ir.IntegerValue:
    """Where a record stands among a hundred, 0 to 99: drawn are the places below the share."""
    prime = ibis.literal(PRIME, "int64")
    step = (number.cast("int64") % prime * ibis.literal(FACTOR, "int64") + SHIFT) % prime
    return (step * step) % prime % HUNDRED
