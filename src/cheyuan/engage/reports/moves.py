"""Which step leads where: reports, and proposals of deductions and rewards."""

from cheyuan.kernel.moves import Moves

DRAFT, SUBMITTED, APPROVED = "draft", "submitted", "approved"
REPORT = Moves(
    {(DRAFT, "submit"): SUBMITTED, (SUBMITTED, "approve"): APPROVED, (SUBMITTED, "refuse"): DRAFT,
     (SUBMITTED, "withdraw"): DRAFT}
)  # fmt: skip
PROPOSED, CONTESTED, UPHELD, DROPPED, SETTLED = "proposed", "contested", "upheld", "dropped", "settled"
PROPOSAL = Moves(
    {
        (PROPOSED, "contest"): CONTESTED,
        (UPHELD, "contest"): CONTESTED,
        (PROPOSED, "uphold"): UPHELD, (CONTESTED, "uphold"): UPHELD, (DROPPED, "uphold"): UPHELD, (UPHELD, "uphold"): UPHELD,
        (PROPOSED, "drop"): DROPPED, (CONTESTED, "drop"): DROPPED, (UPHELD, "drop"): DROPPED,
        (UPHELD, "settle"): SETTLED,
    }
)  # fmt: skip
"""Settled is approved by the general manager; settled and, with the month's money, dropped stay as they are."""
