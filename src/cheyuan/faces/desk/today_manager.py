"""The morning of those who lead: yesterday in a sentence, today's coverage, who is calling."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cheyuan.base.accounts.queries import colleagues
from cheyuan.engage.care import actions as care
from cheyuan.engage.complaints import queries as complaints
from cheyuan.engage.contact import queries as contact
from cheyuan.faces.desk.today_agent import Number, arrivals
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of

CALLERS = ("care_agent", "care_manager", "sales_consultant", "service_advisor")
ARRIVALS = 5


def load(by: Actor, at: datetime) -> dict[str, Any]:
    """What a manager sees."""
    today = day_of(at)
    yesterday = contact.results(by, today - timedelta(days=1), everyone=True)
    cover = contact.coverage(by, at)
    slips = arrivals(by, at)
    people = _people(by, at)
    free = sum(count for _rule, count in contact.unassigned(by, at))
    return {
        "sentence": _sentence(yesterday, cover),
        "numbers": _numbers(by, at, yesterday, cover, slips),
        "cover": [_row(one) for one in cover],
        "people": people,
        "free": free,
        "slips": slips[:ARRIVALS],
        "more_slips": max(0, len(slips) - ARRIVALS),
        "complaints": complaints.pressing(by, at),
        "may_analyse": by.may("complaints.analysis"),
    }


def _sentence(yesterday: list[Any], cover: list[Any]) -> str:
    calls, reached = sum(one.attempts for one in yesterday), sum(one.reached for one in yesterday)
    booked = sum(one.booked for one in yesterday)
    if calls:
        said = ngettext(
            "Yesterday %(calls)s call, %(share)s%% reached, %(booked)s booked",
            "Yesterday %(calls)s calls, %(share)s%% reached, %(booked)s booked",
            calls,
        ) % {"calls": f"{calls:,}", "share": round(100 * reached / calls), "booked": booked}
    else:
        said = _("Yesterday nobody called")
    worst = max(cover, key=lambda one: one.late, default=None)
    if worst is None or not worst.late:
        return _("%(said)s; nothing is overdue.") % {"said": said}
    return _("%(said)s; most overdue is %(rule)s with %(late)s.") % {
        "said": said, "rule": contact.title(worst.rule), "late": worst.late,
    }  # fmt: skip


def _numbers(by: Actor, at: datetime, yesterday: list[Any], cover: list[Any], slips: list[Any]) -> list[Number]:
    booked = sum(one.booked for one in yesterday)
    week = contact.results(by, day_of(at) - timedelta(days=8), everyone=True)
    due, tried = sum(one.due for one in cover), sum(one.tried for one in cover)
    late = sum(one.late for one in cover)
    come = sum(slip.state == "came" for slip in slips)
    return [
        Number(
            _("Booked yesterday"), str(booked),
            note=_("%(count)s a week before") % {"count": sum(one.booked for one in week)},
        ),
        Number(
            _("To contact today"), f"{due:,}",
            note=_("%(late)s overdue, %(tried)s tried already") % {"late": f"{late:,}", "tried": f"{tried:,}"},
        ),
        Number(_("Booked visits today"), str(len(slips)), note=_("%(count)s are here") % {"count": come}),
    ]  # fmt: skip


def _row(one: Any) -> dict[str, Any]:
    whole = max(1, one.due)
    return {
        "title": contact.title(one.rule), "one": one, "tried": 100 * one.tried / whole,
        "reached": 100 * min(one.reached, one.tried) / whole, "booked": 100 * min(one.booked, one.tried) / whole,
    }  # fmt: skip


def _people(by: Actor, at: datetime) -> list[dict[str, Any]]:
    today = day_of(at)
    found, loads, late = colleagues(by, today, roles=CALLERS), care.loads(by, today), contact.late_by_person(by, at)
    rows: list[dict[str, Any]] = [
        {"one": one, "load": loads.get(one.id, 0), "late": late.get(one.id, 0)} for one in found.values()
    ]
    busy = [row for row in rows if row["load"] or "care_agent" in row["one"].roles]
    return sorted(busy, key=lambda row: (-row["late"], -row["load"], row["one"].name))[:12]
