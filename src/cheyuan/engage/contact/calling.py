"""May this customer be called now? The contact policy's word, before anybody dials (CARE-08)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cheyuan.base.channels import queries as outgoing
from cheyuan.base.ui.human import say_moment
from cheyuan.engage.contact.consequences import MARKETING
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task

DECIDABLE = frozenset({"lunch", "closed_day", "after_hours", "frequency", "no_consent"})
"""Reasons about which the person who calls may decide otherwise; the others are the customer's, the law's or the night's."""


WORDS = {
    "quiet_hours": _("Quiet hours: nobody is called now. Calls are fine from %(when)s."),
    "after_hours": _("The store is closed at this hour. Calls are fine from %(when)s."),
    "lunch": _("Lunch break: people would rather not be called. Calls are fine from %(when)s."),
    "closed_day": _("The store is closed today. Calls are fine from %(when)s."),
    "frequency": _("This household has had its share of offers. The next one fits from %(when)s."),
    "no_consent": _("No consent to offers is on file. Talk about the car first, and ask whether offers are welcome."),
    "stopped": _("This person wants no offers. Please do not call about one."),
    "refused": _("This person refused calls. Please do not call."),
    "no_address": _("There is no phone number on file."),
}
ASKED = timedelta(minutes=30)
"""So long before the time that a customer named for a call, the call is already theirs."""


@dataclass(frozen=True)
class Call:
    """Whether a call is fine now; else ``code`` says why not, and ``opens`` from when on it will be (None: it will not)."""

    code: str = ""
    opens: datetime | None = None

    @property
    def words(self) -> str:
        """The reason in a sentence, with the moment from which on a call is fine."""
        when = say_moment(self.opens, now()) if self.opens else ""
        return str(WORDS.get(self.code, WORDS["refused"])) % {"when": when} if self.code else ""

    @property
    def allowed(self) -> bool:
        """Nothing speaks against it."""
        return not self.code

    @property
    def decidable(self) -> bool:
        """A person may call anyway."""
        return self.code in DECIDABLE


def call_now(by: Actor, task: Task, at: datetime) -> Call:
    """What the policy says about calling the task's customer at this moment; inside a scope.

    At a time that the customer named only what nobody may decide otherwise counts.
    """
    found = _judged(by, task, at)
    named = task.waits_for_customer and task.next_at is not None and task.next_at - ASKED <= at
    return Call() if named and found.decidable else found


def _judged(by: Actor, task: Task, at: datetime) -> Call:
    purpose = "marketing" if task.rule in MARKETING else "service"
    wish = outgoing.Planned(task.pk, task.store_id, task.customer_id, purpose, ("call",), at)
    said = outgoing.judged(by.within(task.store_id), [wish], at=at)[task.pk]
    if said.verdict == "drop" and said.code != "no_consent":
        return Call(said.code)
    if outgoing.quiet_at(task.store_id, at):
        return Call("quiet_hours", said.at)
    if said.verdict == "drop":
        return Call(said.code)
    if said.verdict != "later":
        return Call()
    return Call("after_hours" if said.timed == "quiet_hours" else said.timed, said.at)
