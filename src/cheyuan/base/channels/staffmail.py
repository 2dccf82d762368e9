"""Mail to our own people: claim, send, mark are three commits; after a doubt nothing is sent again, as mail cannot be asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from cheyuan.base.channels.lines import line_of
from cheyuan.base.channels.providers.plan import Accepted, Answer, Doubt, Parcel, Turned
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

LEASE = timedelta(minutes=5)
PATIENCE = timedelta(hours=12)
"""How long a mail server that is not reachable is tried again."""


@dataclass(frozen=True)
class StaffMail:
    """One kind of letter to people of the house.

    ``rows`` answers those of an actor, each with ``account``, ``store_id``, ``made_at``, ``mail`` (waiting, claimed, sent,
    failed, doubt), ``mail_at`` and ``code``; ``parcel`` writes one as it leaves.
    """

    rows: Callable[[Actor], QuerySet[Any]]
    parcel: Callable[[Any, datetime], Parcel]

    def send_due(self, by: Actor, *, at: datetime) -> int:
        """Hand over what waits; answers how many letters a mail server took."""
        with scope(by):
            own = self.rows(by)
            own.filter(mail="claimed", mail_at__lte=at - LEASE).update(mail="doubt", code="worker_gone")
            waiting = list(own.filter(mail="waiting").order_by("id").values_list("pk", flat=True)[:500])
        return sum(self.send(by, pk, at=at) for pk in waiting)

    def claim(self, by: Actor, row_id: int, *, at: datetime) -> bool:
        """Take one letter: of two at once one gets it, and a crash afterwards leaves its trace."""
        with scope(by):
            return bool(self.rows(by).filter(pk=row_id, mail="waiting").update(mail="claimed", mail_at=at))

    def send(self, by: Actor, row_id: int, *, at: datetime) -> bool:
        """Hand over one letter that nobody else took; whether a mail server has it now."""
        if not self.claim(by, row_id, at=at):
            return False
        with scope(by):
            row = self.rows(by).select_related("account").get(pk=row_id)
            provider, line = line_of(row.store_id or by.store_ids[0], by.group_id, "email")
        parcel = self.parcel(row, at)
        try:
            answer: Answer = provider.send(line, parcel)
        except Exception as trouble:
            answer = Doubt(type(trouble).__name__)
        self._mark(by, row, answer, at)
        return isinstance(answer, Accepted)

    def _mark(self, by: Actor, row: Any, answer: Answer, at: datetime) -> None:
        if isinstance(answer, Accepted):
            state, code = "sent", ""
        elif isinstance(answer, Turned):
            again = answer.again and at - row.made_at < PATIENCE
            state, code = ("waiting" if again else "failed"), answer.code
        else:
            state, code = "doubt", answer.code
        with scope(by):
            self.rows(by).filter(pk=row.pk, mail="claimed").update(mail=state, code=code[:60], mail_at=at)
