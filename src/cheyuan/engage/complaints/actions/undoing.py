"""Taking the last step of a complaint back: the complaint and its clocks are as before, the history says both."""

from datetime import datetime, timedelta

from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import actions as care
from cheyuan.engage.complaints.models import Complaint, Step
from cheyuan.engage.complaints.queries import complaint
from cheyuan.engage.complaints.recording import record, restored
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Denied

UNDOABLE = frozenset(
    {
        "answer",
        "classify",
        "assign",
        "start",
        "wait",
        "resume",
        "solve",
        "tell",
        "revisit",
        "close",
        "reopen",
        "withdraw",
    }
)
QUIET = ("remark", "escalate", "compensate", "granted", "denied")
"""Steps that stand between without being in the way: they changed nothing that comes back."""


@action("complaints.work")
def undo(by: Actor, complaint_id: int, *, at: datetime) -> Complaint:
    """Take one's own last step back within the minutes of the policy.

    Conflict("complaint_nothing", "complaint_late"); Denied("complaint_others") for a colleague's step.
    """
    one = complaint(by, complaint_id, lock=True)
    last = undoable(one)
    if last is None:
        raise Conflict("complaint_nothing")
    if last.by_id is None or last.by_id != by.account_id:
        raise Denied("complaint_others")
    if at - last.at > timedelta(minutes=value("complaints.undo_minutes", one.store_id)):
        raise Conflict("complaint_late")
    return take_back(by, one, last, at)


def undoable(one: Complaint) -> Step | None:
    """The last step that can be taken back; None when there is none."""
    gone: set[int] = set()
    for row in Step.objects.filter(store_id=one.store_id, complaint=one).order_by("-id")[:40]:
        if row.step == "undo":
            gone.add(row.facts.get("of", 0))
        elif row.pk not in gone and row.step not in QUIET:
            return row if row.step in UNDOABLE else None
    return None


def last_step(one: Complaint) -> int:
    """The number of the step that could be taken back now; 0 when there is none. For rooms above, to undo it later."""
    row = undoable(one)
    return row.pk if row else 0


def take_back_step(by: Actor, step_id: int, *, at: datetime) -> None:
    """Take back a step that a room above caused, with its own undo; Conflict("complaint_changed") when work went on."""
    row = Step.objects.filter(store_id__in=by.store_ids, pk=step_id).first()
    if row is None:
        return
    one = Complaint.objects.select_for_update().get(pk=row.complaint_id)
    last = undoable(one)
    if last is None or last.pk != step_id:
        raise Conflict("complaint_changed", id=one.pk)
    take_back(by, one, last, at)


def take_back(by: Actor, one: Complaint, last: Step, at: datetime) -> Complaint:
    """Give back what a step changed; tasks of other rooms follow. Inside the caller's action, the complaint locked."""
    tasks = (one.answer_task_id, one.revisit_task_id)
    record(by, one, "undo", at, facts={"of": last.pk, "step": last.step}, **restored(last.before))
    answer, revisit = tasks
    if last.step in ("answer", "withdraw") and answer and not one.answered_at:
        care.unsettle(answer, at=at)
    if last.step == "tell" and revisit:
        care.withdraw_task(revisit, reason="undone", at=at)
    if last.step == "revisit" and revisit:
        care.unsettle(revisit, at=at)
    if last.step == "reopen" and one.revisit_task_id and not one.revisited_at:
        care.unsettle(one.revisit_task_id, at=at)
    return one
