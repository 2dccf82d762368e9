"""What a store gives on a birthday, by its policies."""

from datetime import datetime, timedelta
from typing import Any

from cheyuan.base.policies.queries import values
from cheyuan.kernel.clock import day_of
from cheyuan.records.vouchers.terms import Terms


def birthday_terms(store_id: int, at: datetime) -> Terms | None:
    """What the store's policy gives today; None when it gives nothing."""
    told: dict[str, Any] = values("vouchers.birthday_", store_id)
    if not told["vouchers.birthday_on"]:
        return None
    kind, today = told["vouchers.birthday_kind"], day_of(at)
    return Terms(
        kind, str(told["vouchers.birthday_title"])[:60] or "♪", told["vouchers.birthday_fen"], today,
        today + timedelta(days=told["vouchers.birthday_days"]),
        percent=told["vouchers.birthday_percent"] if kind == "percent" else None, reason="birthday",
        everywhere=told["vouchers.birthday_everywhere"],
    )  # fmt: skip
