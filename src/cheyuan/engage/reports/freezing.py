"""What a month looks like when it is frozen: figures and the policies that held, in one canonical form."""

import hashlib
import json
from datetime import date
from typing import Any

from cheyuan.base.policies.queries import values
from cheyuan.engage.reports.period import MONTH, Period
from cheyuan.engage.reports.queries.figures import CARE_NUMBERS, Wish, figures
from cheyuan.engage.reports.tally import RATES, Figures, from_plain, plain
from cheyuan.kernel.actor import Actor

TARGET = "reports.target_"


def measured(by: Actor, store_id: int, month: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """(figures, inputs) of a store's month as they stand now. Inside a scope; the actor must see the whole store."""
    period = Period.of(MONTH, month)
    by.require("reports.team")
    found = figures(by, Wish(period, store=store_id))
    care = values("care.", store_id, period.until)
    held = values("reports.", store_id, period.until) | {f"care.{one}": care[f"care.{one}"] for one in CARE_NUMBERS}
    return plain(found), {
        "store": store_id, "since": period.since.isoformat(), "until": period.until.isoformat(), "policies": held,
    }  # fmt: skip


def canonical(value: Any) -> str:
    """One form for the same content: keys sorted, no spaces."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(figures: Any, inputs: Any) -> str:
    """SHA-256 over both, in hex."""
    return hashlib.sha256(canonical([figures, inputs]).encode()).hexdigest()


def read(closing: Any) -> Figures:
    """The figures of a closing as they were."""
    return from_plain(closing.figures)


def targets(inputs: Any) -> dict[str, int]:
    """Rate → its target on that day."""
    return {name: int(inputs["policies"][TARGET + name]) for name in RATES}
