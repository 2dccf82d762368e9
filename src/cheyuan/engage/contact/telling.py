"""A task in few words: its title, its headline with the car, and the line of the queue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cheyuan.base.ui import human

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task

TITLES: dict[str, object] = {
    "R01": _("The day after delivery"),
    "R02": _("Three days after delivery"),
    "R03": _("Advisor takes over"),
    "R04": _("Survey after delivery"),
    "R05": _("Two weeks after delivery"),
    "R06": _("After the visit"),
    "R07": _("Audit call"),
    "R08a": _("First service, early"),
    "R08b": _("First service"),
    "R09": _("Regular service"),
    "R10": _("Invitation to book"),
    "R11": _("Warranty end"),
    "R12": _("Inspection"),
    "R13": _("Insurance"),
    "R14": _("Birthday"),
    "R17": _("Lapsed owner"),
    "R18": _("Revisit after a complaint"),
    "R19": _("Important guest"),
    "R20": _("Interview of a visitor"),
    "R22": _("Trade-in"),
    "R25": _("Overdue for service"),
    "X01": _("Data to put right"),
    "X02": _("Complaint"),
}


def title(rule: str) -> str:
    """The matter in two or three words; a manager's own rule by its code."""
    return str(TITLES.get(rule, rule))


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def short(task: Task, today: date) -> str:
    """Why, in about six words: the second line of the queue."""
    away = (task.due_on - today).days
    words = {"days": _days(abs(away)), "day": human.say_date(task.due_on, today)}
    if task.rule in ("R01", "R02", "R03", "R04", "R05"):
        gone = _since(task, today, "delivered_on")
        return gettext("delivered %(days)s ago") % {"days": gone} if gone else gettext("after the delivery")
    if task.rule == "R06":
        return gettext("after the visit, how does it run")
    if task.rule == "R19":
        return gettext("was everything as the guest wished")
    if task.rule == "R20":
        return gettext("how was the reception in the showroom")
    if task.rule == "R22":
        return gettext("trade-in, %(score)s of 100 points") % {"score": task.facts.get("score", "–")}
    if task.rule == "R07":
        return gettext("was the customer called and satisfied")
    if task.rule in ("R08a", "R08b"):
        return (
            gettext("first service in %(days)s") if away >= 0 else gettext("first service %(days)s overdue")
        ) % words
    if task.rule in ("R09", "R10"):
        return (gettext("service in %(days)s") if away >= 0 else gettext("service %(days)s overdue")) % words
    if task.rule in ("R17", "R25"):
        return gettext("%(days)s past the service") % words
    said = {
        "R11": gettext("warranty until %(day)s"), "R12": gettext("inspection due %(day)s"),
        "R13": gettext("insured until %(day)s"), "R14": gettext("birthday today"),
    }  # fmt: skip
    if task.rule in said:
        return said[task.rule] % words
    return _own(task)


def _own(task: Task) -> str:
    if task.rule == "X02":
        return str(task.facts.get("complaint") or gettext("wants an answer"))[:40]
    if task.rule == "R18":
        return gettext("is the customer content with the solution")
    if task.rule == "X01":
        if task.facts.get("letter"):
            return gettext("a letter came back, address to be put right")
        wrong_address = task.facts.get("wrong") == "address"
        return gettext("has moved, address to be noted") if wrong_address else gettext("the number on file is wrong")
    return gettext("to be contacted")


def _since(task: Task, today: date, fact: str) -> str:
    day = task.facts.get(fact)
    return _days(max(0, (today - date.fromisoformat(day)).days)) if day else ""


def headline(task: Task, today: date) -> str:
    """The heading of the task: the car and the matter."""
    car = str(task.vehicle) if task.vehicle else ""
    if not car:
        return f"{title(task.rule)}"
    return gettext("%(car)s, %(short)s") % {"car": car, "short": short(task, today)}


def long(task: Task, why: str) -> str:
    """The full sentence: of the plan for its rules, our own for the two others."""
    if task.rule == "X01" and task.facts.get("letter"):
        return gettext("Letter %(number)s came back undeliverable. Please ask for the right address and enter it.") % {
            "number": task.facts["letter"]
        }
    if task.rule == "X01" and task.facts.get("wrong") == "address":
        return gettext("The customer has moved to %(city)s. Please ask for the new address and enter it.") % {
            "city": task.facts.get("city") or "—"
        }
    if task.rule == "X01":
        return gettext(
            "Nobody could be reached under the number on file. Please find the right one; the waiting call goes on with it."
        )
    if task.rule == "R18":
        return gettext("Complaint %(complaint)s was solved: “%(solved)s”. Please ask whether the customer is content.") % {
            "complaint": task.facts.get("complaint") or "—", "solved": (task.facts.get("solved") or "—").rstrip("。. "),
        }  # fmt: skip
    if task.rule == "X02":
        return gettext(
            "The customer complained in a call: “%(complaint)s”. Answer within the hour, then note what was agreed."
        ) % {"complaint": task.facts.get("complaint") or "—"}
    return why
