"""A piece of work as people read it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cheyuan.base.jobs import work
from cheyuan.base.jobs.models import Work
from cheyuan.base.jobs.queries import share
from cheyuan.base.jobs.run import OPEN
from cheyuan.base.ui import nav
from cheyuan.base.ui.words import say
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused

STATES = {
    "waiting": _("waiting"),
    "running": _("running"),
    "done": _("done"),
    "failed": _("not done"),
    "cancelled": _("stopped"),
}
KINDS = {"waiting": "", "running": "now", "done": "well", "failed": "over", "cancelled": "no"}


@dataclass(frozen=True)
class Row:
    """One line of the list. ``share`` is 0 to 100, None while nobody knows; ``left`` are the minutes that remain."""

    id: int
    label: object
    title: str
    by_name: str
    created_at: datetime
    state: object
    kind: str
    is_open: bool
    may_stop: bool
    share: int | None
    left: int | None
    done: int
    total: int
    error: str
    address: str


def row(found: Work, by: Actor) -> Row:
    """The line of a piece of work."""
    is_open = found.state in OPEN
    return Row(
        id=found.pk,
        label=work.label(found.name),
        title=found.title,
        by_name=found.by_name,
        created_at=found.created_at,
        state=gettext("stopping") if is_open and found.cancel_asked else STATES[found.state],
        kind=KINDS[found.state],
        is_open=is_open,
        may_stop=is_open and not found.cancel_asked and (found.by_id == by.account_id or by.may("work.all")),
        share=share(found),
        left=_left(found),
        done=found.done,
        total=found.total,
        error=error(found),
        address=address(found),
    )


def job(found: Work) -> nav.Job:
    """The same in the top bar."""
    label = str(work.label(found.name))
    if found.state not in OPEN:
        label = f"{label}: {STATES[found.state]}"
    return nav.Job(label, share(found) if found.state in OPEN else None, reverse("jobs:one", args=[found.pk]))


def error(found: Work) -> str:
    """Why it was not done, in words."""
    if found.error == "unexpected":
        return gettext("Something went wrong on our side. What was finished before stays; please start it again.")
    return say(Refused(found.error, **found.error_facts)) if found.error else ""


def address(found: Work) -> str:
    """Where its result can be seen; only addresses of this house."""
    where = str(found.result.get("address", ""))
    return where if where.startswith("/") and not where.startswith("//") else ""


def _left(found: Work) -> int | None:
    """Minutes that remain at the pace so far, rounded up."""
    if found.state != "running" or not found.started_at or not found.done or not found.total:
        return None
    seconds = (now() - found.started_at).total_seconds() / found.done * (found.total - found.done)
    return -int(-seconds // 60)
