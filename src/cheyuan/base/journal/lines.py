"""One line of the timeline, as apps hand it over in bulk."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cheyuan.kernel.ref import Ref


@dataclass(frozen=True)
class Line:
    """What happened to a customer or a car. ``facts`` hold no personal data beyond what the page may show to colleagues."""

    verb: str
    topic: str
    at: datetime
    customer_id: int | None = None
    vehicle_id: int | None = None
    ref: Ref | None = None
    store_id: int | None = None
    batch_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
