"""Moving a car on by one tap, and taking that back."""

from datetime import datetime, timedelta

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Missing
from cheyuan.kernel.ref import Ref
from cheyuan.records.milestones import following, queries
from cheyuan.records.milestones.actions.noting import stand, write
from cheyuan.records.milestones.models import Job, Milestone
from cheyuan.records.milestones.steps import NEXT


@action("milestones.move")
def move_on(by: Actor, job_id: int, step: str, *, seen: str, at: datetime, note: str = "") -> Milestone:
    """The next step of a job, from the one that the person ``seen`` on the board. The job is locked first.

    Conflict("milestone_moved") when somebody else was quicker, Conflict("wrong_state") when the step cannot follow.
    """
    job = queries.job(by, job_id, lock=True)
    if job.step != seen:
        raise Conflict("milestone_moved", step=job.step)
    if step not in NEXT[job.kind].get(job.step, ()):
        raise Conflict("wrong_state", state=job.step, step=step)
    return write(by, job, step, at, note, at)


@action("milestones.move")
def take_back(by: Actor, milestone_id: int, *, at: datetime) -> Job:
    """Take back one's own newest milestone of a job within the policy's minutes; a message that still waits does not leave.

    Missing for that of others; Conflict("undo_late", "undo_not_newest").
    """
    row = queries.milestone(by, milestone_id)
    if row.by_id != by.account_id or row.undone_at is not None:
        raise Missing("milestone", milestone_id)
    job = queries.job(by, row.job_id, lock=True)
    last = queries.newest(job.pk)
    if last is None or last.pk != row.pk:
        raise Conflict("undo_not_newest")
    if at - row.noted_at > timedelta(minutes=int(value("milestones.undo_minutes", row.store_id))):
        raise Conflict("undo_late")
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    stand(job, queries.newest(job.pk))
    following.undone(by, job, row, at)
    timeline(
        by, "milestone.undone", at=at, topic="milestone", customer_id=job.customer_id, vehicle_id=job.vehicle_id,
        ref=Ref("job", job.pk), store_id=job.store_id, number=job.number, milestone=f"{job.kind}.{row.step}",
    )  # fmt: skip
    note(by, "milestone.undone", Ref("job", job.pk), at=at, store_id=job.store_id, step=row.step, number=job.number)
    return job
