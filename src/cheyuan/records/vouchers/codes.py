"""Codes of vouchers: ten signs, drawn by chance, easy to read aloud, with a check sign against slips of the finger."""

import secrets

from cheyuan.kernel.errors import Refused
from cheyuan.kernel.text import half

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs, a prime number: no 0, O, 1, I, L. Nine of them by chance are 44 bits."""
DRAWN = 9


def check_sign(drawn: str) -> str:
    """The tenth sign: weighted sum modulo 31; it finds every single slip and every swap of neighbours."""
    total = sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(drawn))
    return SIGNS[total % len(SIGNS)]


def draw() -> str:
    """A new code."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(DRAWN))
    return drawn + check_sign(drawn)


def clean(typed: str) -> str:
    """The code that somebody typed or scanned, in any case and grouping. Refused("voucher_code") for what is none."""
    code = "".join(sign for sign in half(typed).upper() if sign not in " -–—")
    fits = len(code) == DRAWN + 1 and all(sign in SIGNS for sign in code)
    if not fits or check_sign(code[:DRAWN]) != code[DRAWN]:
        raise Refused("voucher_code", field="code")
    return code


def spoken(code: str) -> str:
    """In two groups of five."""
    return f"{code[:5]}-{code[5:]}"


def masked(code: str) -> str:
    """Only the last three signs: enough to tell two vouchers apart, not to use one."""
    return f"••••• ••{code[-3:]}"
