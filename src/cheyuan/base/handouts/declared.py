"""What this room makes known to the others."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.base.approvals import kinds
from cheyuan.base.handouts import actions, queries, rights, words
from cheyuan.base.jobs import schedule, work
from cheyuan.base.jobs.work import Progress
from cheyuan.base.lists import spec as lists
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import policy, ref, right
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.policy import PolicySpec

GROUP = _("Exports with phones")
POLICIES = (
    PolicySpec("handouts.rows", 1000, _("Most rows of one export with phones"), least=1, most=5000, group=GROUP),
    PolicySpec("handouts.hours", 24, _("An approved export can be taken for"), "hours", least=1, most=168, group=GROUP),
)


def page_of(handout_id: int) -> str:
    """The page of one."""
    return reverse("handouts:page", args=[handout_id])


def _make(by: Actor, progress: Progress, *, handout_id: int) -> dict[str, Any]:
    row = actions.make(by, handout_id, at=now())
    progress(1, 1)
    return {"rows": row.rows, "address": page_of(row.pk)}


def _sweep(by: Actor, day: date) -> None:
    with scope(by):
        actions.expire(by, now())


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(rights.ASK)
    policy.register(*POLICIES)
    sentences.register(words.SENTENCES)
    kinds.register(
        kinds.Kind(
            queries.KIND, _("Export with phones"), ("general_manager", "group_admin"), actions.decided, icon="download"
        )
    )
    ref.register(ref.Kind("handout", _("Export with phones"), page_of, "handouts.ask", "download"))
    work.register(actions.MAKE, _make, _("Export with phones"))
    schedule.register("handouts.expire", 3, 25, _sweep)
    lists.offer("handouts/_offer.html", queries.opens)
