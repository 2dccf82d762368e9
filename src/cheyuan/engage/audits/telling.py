"""What audited agents are told: that a call of theirs was judged, and how (CARE-16)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from cheyuan.base.inbox import actions as inbox
from cheyuan.engage.audits.models import Audit
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref

JUDGED = "audit.judged"


def judged(by: Actor, row: Audit, at: datetime) -> None:
    """Tell the agent, once for each time it is judged."""
    if row.agent_id:
        facts = {"score": row.score, "passed": row.state == "passed", "rule": row.rule}
        key = f"audit:{row.pk}:{at.timestamp():.6f}"
        inbox.push(by, JUDGED, Ref("audit", row.pk), key, store_id=row.store_id, to=[row.agent_id], at=at, **facts)


def past(row: Audit, at: datetime) -> None:
    """It is judged anew, or the agent has answered: what was told before waits for nobody."""
    inbox.settle(Ref("audit", row.pk), (JUDGED,), at=at)


def said(facts: Mapping[str, Any]) -> str:
    """The notice in words."""
    names = {"score": facts.get("score", ""), "rule": facts.get("rule", "")}
    if facts.get("passed"):
        return gettext("A call of yours (%(rule)s) was audited and passed: %(score)s points") % names
    return gettext("A call of yours (%(rule)s) was audited and did not pass: %(score)s points. You can answer.") % names
