"""The morning of those who call, and of those who receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cheyuan.base.ui import human
from cheyuan.engage.contact import queries as contact
from cheyuan.engage.contact.queries.queue import Wish
from cheyuan.faces.desk.today_line import DayLine, Dot, day_line
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of

FIRST, ARRIVALS, WAITING = 7, 5, 4


@dataclass(frozen=True)
class Number:
    """One of the three that matter."""

    label: str
    value: str
    unit: str = ""
    note: str = ""


def load(by: Actor, at: datetime) -> dict[str, Any]:
    """What an agent sees."""
    queue = contact.queue(by, Wish(), at)
    groups = {group.key: group for group in queue.groups}
    slips = arrivals(by, at)
    line = day_line([Dot(*row) for row in contact.day_rows(by, at)], at)
    late, todo = groups["over"].count, queue.left
    return {
        "sentence": _sentence(todo, late, contact.best_part(by, at), line),
        "numbers": _numbers(by, at, queue, slips),
        "line": line,
        "first": [*groups["over"].lines, *groups["now"].lines][:FIRST],
        "slips": slips[:ARRIVALS],
        "more_slips": max(0, len(slips) - ARRIVALS),
        "waiting": groups["wait"].lines[:WAITING],
        "more_waiting": max(0, groups["wait"].count - WAITING),
        "todo": todo,
    }


def receiving(by: Actor, at: datetime) -> dict[str, Any]:
    """What the front desk sees: who comes; nothing for roles that receive nobody."""
    slips = arrivals(by, at)
    open_ones = sum(slip.state == "booked" for slip in slips)
    said = ""
    if by.may("contact.bookings.view"):
        said = ngettext(
            "%(count)s booked visit is still to come.", "%(count)s booked visits are still to come.", open_ones
        )
    return {"slips": slips, "more_slips": 0, "sentence": said % {"count": open_ones} if said else ""}


def arrivals(by: Actor, at: datetime) -> list[Any]:
    """Today's booked visits, when one may see them."""
    if not by.may("contact.bookings.view"):
        return []
    return contact.slips_on(by, day_of(at), cancelled=False)


def _sentence(todo: int, late: int, best: str, line: DayLine) -> str:
    if not todo:
        return _("Nobody waits for a call just now.")
    said = ngettext("%(count)s call today", "%(count)s calls today", todo) % {"count": f"{todo:,}"}
    if late:
        said = _("%(said)s, first the %(late)s overdue") % {"said": said, "late": f"{late:,}"}
    there = line.count(best) if best else 0
    if there:
        words = {
            "morning": _("%(said)s; mornings reach most people, so the %(count)s then come first."),
            "afternoon": _("%(said)s; afternoons reach most people, keep the %(count)s for then."),
            "evening": _("%(said)s; evenings reach most people, keep the %(count)s for then."),
        }
        return words[best] % {"said": said, "count": there}
    return _("%(said)s.") % {"said": said}


def _numbers(by: Actor, at: datetime, queue: Any, slips: list[Any]) -> list[Number]:
    groups = {group.key: group for group in queue.groups}
    late = groups["over"].count
    mine = [slip for slip in slips if slip.by_name == by.name]
    done, all_of_them = contact.month_share(by, at)
    first = next((slip for slip in mine if slip.at >= at), None)
    share = f"{100 * done / all_of_them:.1f}" if all_of_them else "—"
    return [
        Number(
            _("To contact today"), f"{queue.left:,}",
            note=_("%(late)s overdue, %(done)s done") % {"late": late, "done": queue.done},
        ),
        Number(
            _("Booked by me for today"), str(len(mine)),
            note=_("the next at %(time)s, %(name)s") % {"time": f"{human.local(first.at):%H:%M}", "name": first.name}
            if first else _("nobody more today"),
        ),
        Number(
            _("Service reminders spoken about this month"), share, "%" if all_of_them else "",
            _("%(left)s still open") % {"left": all_of_them - done} if all_of_them else _("none yet"),
        ),
    ]  # fmt: skip
