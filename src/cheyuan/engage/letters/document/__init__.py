"""Letters, cards and envelopes on paper: plain values → Typst, always the same for the same values."""

from cheyuan.engage.letters.document.envelopes import envelopes
from cheyuan.engage.letters.document.paper import Look, One, Sender, sheets

__all__ = ["Look", "One", "Sender", "envelopes", "sheets"]
