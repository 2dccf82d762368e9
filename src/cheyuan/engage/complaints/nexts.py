"""Which step comes next, and which others are possible, for whoever looks."""

from cheyuan.engage.complaints.models import Complaint
from cheyuan.engage.complaints.moves import BEFORE_SOLVED, CLOSED, COMPLAINT, WITHDRAWN
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict

RIGHTS = {
    "answer": "complaints.work", "classify": "complaints.lead", "assign": "complaints.lead", "start": "complaints.work",
    "wait": "complaints.work", "resume": "complaints.work", "solve": "complaints.work", "tell": "complaints.work",
    "revisit": "complaints.work", "close": "complaints.lead", "reopen": "complaints.lead", "withdraw": "complaints.lead",
    "remark": "complaints.work", "compensate": "complaints.compensate",
}  # fmt: skip
_MAIN = {
    "received": "classify", "classified": "assign", "assigned": "start", "in_work": "solve", "solved": "tell",
    "told": "revisit", "revisited": "close",
}  # fmt: skip


def main_step(by: Actor, one: Complaint) -> str:
    """The step that is wanted now; empty when it is nobody's or not this actor's."""
    if one.waits:
        name = "resume"
    elif one.answered_at is None and one.state in BEFORE_SOLVED and not one.reopened:
        name = "answer"
    else:
        name = _MAIN.get(one.state, "")
    return name if name and may(by, one, name) else ""


def may(by: Actor, one: Complaint, step: str) -> bool:
    """Whether the step is possible in this state, and this actor may make it."""
    if not by.may(RIGHTS[step]):
        return False
    if step == "compensate":
        return one.state not in (CLOSED, WITHDRAWN)
    if step == "answer" and one.answered_at:
        return False
    if step in ("wait", "resume") and one.waits == (step == "wait"):
        return False
    try:
        COMPLAINT.to(one.state, step)
    except Conflict:
        return False
    return True


def possible(by: Actor, one: Complaint) -> list[str]:
    """Every step that this actor may make now, in the order of the flow."""
    return [step for step in RIGHTS if may(by, one, step)]
