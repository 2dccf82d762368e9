"""What is given: kind, worth, title, reason and the days on which it is valid."""

from dataclasses import dataclass
from datetime import date

from cheyuan.kernel.errors import Refused

KINDS = ("amount", "percent", "gift")
REASONS = ("manual", "birthday", "recall", "compensation")
MOST_FEN = 10_000_000
"""No voucher is worth more than 100,000 yuan."""
LONGEST_TITLE, LONGEST_WORDS, LONGEST_DAYS = 60, 300, 1100


@dataclass(frozen=True)
class Terms:
    """The terms of a voucher. ``worth_fen``: the amount off, the most that a percentage may take off, or the gift's worth."""

    kind: str
    title: str
    worth_fen: int
    valid_from: date
    valid_until: date
    percent: int | None = None
    reason: str = "manual"
    words: str = ""
    everywhere: bool = False

    def check(self, today: date) -> None:
        """Refused: voucher_kind, voucher_title, voucher_worth, voucher_percent, voucher_days (each with its field)."""
        if self.kind not in KINDS or self.reason not in REASONS:
            raise Refused("voucher_kind", field="kind")
        if not 0 < len(self.title.strip()) <= LONGEST_TITLE:
            raise Refused("voucher_title", field="title")
        if not 0 < self.worth_fen <= MOST_FEN:
            raise Refused("voucher_worth", field="worth")
        if (self.kind == "percent") != (self.percent is not None) or not 1 <= (self.percent or 1) <= 100:
            raise Refused("voucher_percent", field="percent")
        days = (self.valid_until - self.valid_from).days
        if not 0 <= days <= LONGEST_DAYS or self.valid_until < today:
            raise Refused("voucher_days", field="valid_until")
