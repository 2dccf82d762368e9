"""The board: a column per step, a card per car, one tap moves it on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.records.milestones import actions, queries, words
from cheyuan.records.milestones.actions.noting import LONGEST_NOTE
from cheyuan.records.milestones.models import Job, Milestone
from cheyuan.records.milestones.steps import KINDS, NEXT, ORDER, WORKSHOP


@require_safe
def board(request: Any) -> HttpResponse:
    """The workshop; ``?kind=order`` the orders."""
    return _page(request, request.GET.get("kind", ""))


def _page(request: Any, kind: str, status: int = 200) -> HttpResponse:
    by: Actor = request.actor
    kind = kind if kind in KINDS else WORKSHOP
    with scope(by):
        columns = queries.board(by, kind)
        told = queries.last_told(by, [job.pk for column in columns for job in column.jobs])
        may_move = by.may("milestones.move")
        facts = {
            "kind": kind, "may_move": may_move, "count": sum(len(column.jobs) for column in columns[:-1]),
            "kinds": [
                {"label": words.KINDS[one], "url": f"{reverse('milestones:board')}?kind={one}", "active": one == kind}
                for one in (WORKSHOP, ORDER)
            ],
            "columns": [
                {
                    "step": column.step, "label": words.step_of(kind, column.step),
                    "cards": [_card(job, told.get(job.pk), may_move=may_move) for job in column.jobs],
                }
                for column in columns
            ],
        }  # fmt: skip
        return render(request, "milestones/board.html", facts, status=status)


def _card(job: Job, last: Milestone | None, *, may_move: bool) -> dict[str, Any]:
    steps = NEXT[job.kind].get(job.step, ()) if may_move else ()
    return {
        "job": job, "note": last.note if last else "", "told": bool(last and last.message_id),
        "next": {"step": steps[0], "label": words.step_of(job.kind, steps[0])} if steps else None,
        "others": [{"step": step, "label": words.step_of(job.kind, step)} for step in steps[1:4]],
    }  # fmt: skip


@require_POST
def move(request: Any, job_id: int) -> HttpResponse:
    """One tap: the next step from the one that the board showed; the board again."""
    given = request.POST
    row = actions.move_on(
        request.actor, job_id, given.get("step", "")[:20], seen=given.get("seen", "")[:20], at=now(),
        note=given.get("note", "").replace("\x00", "")[:LONGEST_NOTE],
    )  # fmt: skip
    said = _("%(number)s: %(step)s.") % {"number": row.job.number, "step": words.step_of(row.job.kind, row.step)}
    if row.message_id:
        said = _("%(done)s The customer is told.") % {"done": said}
    undo = reverse("milestones:undo", args=[row.pk])
    if given.get("from") == "page":
        toast_after_redirect(request, said, undo=undo)
        return HttpResponse(headers={"HX-Redirect": reverse("milestones:page", args=[job_id])})
    return toast(_page(request, row.job.kind), said, undo=undo, kind="well")


@require_POST
def undo(request: Any, milestone_id: int) -> HttpResponse:
    """Back to where it stood; what waits in the outbox about it does not leave."""
    job = actions.take_back(request.actor, milestone_id, at=now())
    return HttpResponse(headers={"HX-Redirect": f"{reverse('milestones:board')}?kind={job.kind}"})
