"""The queue of one person (CARE-10): what is offered today, in four groups, by deadline and value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cheyuan.base.accounts.queries import colleagues
from cheyuan.base.apikit.cursors import Some, page
from cheyuan.base.channels import queries as outgoing
from cheyuan.base.tenancy import asked
from cheyuan.base.ui.human import say_moment
from cheyuan.engage.care import actions as care
from cheyuan.engage.care import queries as tasks
from cheyuan.engage.contact.schedule import BIT
from cheyuan.engage.contact.telling import short
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of

FIRST, MORE = 25, 50
LABELS: dict[str, object] = {
    "over": _("Overdue"), "now": _("Good to call now"), "later": _("Later"), "wait": _("Waiting for the customer"),
}  # fmt: skip
BY_DEADLINE = ("deadline", "-priority", "-value_fen", "pk")
ORDERS: dict[str, tuple[str, ...]] = {
    "over": BY_DEADLINE, "now": ("-waits_for_customer", *BY_DEADLINE), "later": ("next_at", "pk"), "wait": ("next_at", "pk"),
}  # fmt: skip
SHOWN = (
    "store_id", "rule", "due_on", "deadline", "next_at", "waits_for_customer", "attempts", "priority", "value_fen", "facts",
    "created_at", "claimed_at", "claimed_by_id", "claimed_by__name", "assignee_id", "customer__name", "vehicle__brand",
    "vehicle__model", "vehicle__vin",
)  # fmt: skip


def _is_number(given: str) -> bool:
    return given.isascii() and given.isdigit() and len(given) < 16


@dataclass(frozen=True)
class Wish:
    """The filters in force. ``who``: mine, the whole team, or the number of a colleague."""

    rule: str = ""
    part: str = ""
    model: str = ""
    late: bool = False
    who: str = "mine"

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Wish":
        """Out of an address; what is not known is left out."""
        part, who = given.get("part", ""), given.get("who", "")
        return cls(
            given.get("rule", "")[:8], part if part in BIT else "", given.get("model", "")[:60],
            given.get("late") == "1", who if who == "team" or _is_number(who) else "mine",
        )  # fmt: skip

    @property
    def query(self) -> str:
        """As a query string, "" when nothing is filtered."""
        named = {"rule": self.rule, "part": self.part, "model": self.model, "late": "1" if self.late else ""}
        named["who"] = "" if self.who == "mine" else self.who
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def count(self) -> int:
        """How many filters are in force."""
        return sum(bool(one) for one in (self.rule, self.part, self.model, self.late, self.who != "mine"))

    def without(self, name: str) -> "Wish":
        """The same with one filter taken off."""
        return replace(self, **{name: getattr(Wish(), name)})


@dataclass(frozen=True)
class Line:
    """One row of the queue."""

    id: int
    rule: str
    name: str
    car: str
    short: str
    deadline: datetime
    at: datetime | None
    kind: str
    left: int
    attempts: int
    taken_by: str
    owner_id: int | None
    customer_id: int


@dataclass
class Group:
    """Rows that belong together; ``next`` opens the following ones."""

    key: str
    label: object
    count: int
    lines: list[Line]
    next: str = ""


@dataclass
class Queue:
    """The queue as shown: its groups, how many are still to do today and how many are done."""

    groups: list[Group]
    done: int
    wish: Wish
    choices: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """Tasks to do now or late."""
        return sum(group.count for group in self.groups if group.key in ("over", "now"))

    @property
    def total(self) -> int:
        """Done and to do."""
        return self.left + self.done

    @property
    def share(self) -> float:
        """Percent done."""
        return 100 * self.done / self.total if self.total else 0.0

    @property
    def first(self) -> Line | None:
        """Whom to call now."""
        return next((line for group in self.groups[:2] for line in group.lines), None)

    def place(self, task_id: int) -> int:
        """The task's place among those to do, from 1; 0 when it is not shown."""
        ids = [line.id for group in self.groups[:2] for line in group.lines]
        return ids.index(task_id) + 1 if task_id in ids else 0


def group_of(at: datetime) -> dict[str, Q]:
    """Group → which open tasks belong to it at a moment."""
    ready = Q(next_at=None) | Q(next_at__lte=at)
    return {
        "over": ready & Q(deadline__lt=at),
        "now": ready & Q(deadline__gte=at),
        "later": ~ready & Q(waits_for_customer=False),
        "wait": ~ready & Q(waits_for_customer=True),
    }


def waiting_rows(by: Actor, wish: Wish, at: datetime) -> QuerySet[Any]:
    """The open offered tasks that are the actor's to do, filtered."""
    today = day_of(at)
    rows = tasks.tasks(by).filter(state="open", offer_on__lte=today)
    if wish.who == "mine":
        rows = _skilled(by, rows.filter(tasks.in_hand(by, today)), at)
    elif wish.who != "team":
        rows = rows.filter(assignee_id=int(wish.who))
    rows = rows.filter(rule=wish.rule) if wish.rule else rows
    rows = rows.filter(deadline__lt=at) if wish.late else rows
    rows = rows.filter(vehicle__model=wish.model) if wish.model else rows
    if wish.part:
        rows = rows.filter(parts_tried__in=[bits for bits in range(8) if not bits & BIT[wish.part]])
    return rows


def _skilled(by: Actor, rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    """What nobody has and needs a skill goes to those who have it, as long as one of them is here."""
    people = colleagues(by, day_of(at))
    mine = people[by.account_id].skills if by.account_id in people else set()
    held = {skill for one in people.values() if not one.away for skill in one.skills} - mine
    return rows.exclude(assignee=None, skill__in=held) if held else rows


def queue(by: Actor, wish: Wish, at: datetime) -> Queue:
    """The first rows of every group with their counts; the queries do not grow with the rows."""
    rows = waiting_rows(by, wish, at)
    which = group_of(at)
    counts = rows.aggregate(**{key: Count("pk", filter=test) for key, test in which.items()})
    groups = []
    for key, test in which.items():
        found: dict[str, Any] = {"items": [], "next": ""}
        if counts[key]:
            found = page(_shown(rows.filter(test)), Some(FIRST), ORDERS[key])
        groups.append(
            Group(key, _label(by, key, counts[key], at), counts[key], lines(by, found["items"], at), found["next"])
        )
    return Queue(groups, done_today(by, at), wish)


def _label(by: Actor, key: str, count: int, at: datetime) -> object:
    """ "Good to call now", unless the store lets nobody be called at this moment."""
    opens = outgoing.calls_open(by.store_id, at) if key == "now" and count and by.store_id else None
    return gettext("Next: calls are fine from %(when)s") % {"when": say_moment(opens, at)} if opens else LABELS[key]


def more(by: Actor, wish: Wish, key: str, cursor: str, at: datetime) -> Group:
    """The following rows of one group."""
    rows = waiting_rows(by, wish, at).filter(group_of(at)[key])
    found = page(_shown(rows), Some(MORE, cursor), ORDERS[key])
    return Group(key, LABELS[key], 0, lines(by, found["items"], at), found["next"])


def next_task(by: Actor, wish: Wish, at: datetime, *, but: Iterable[int] = ()) -> int | None:
    """Whom to call next: the first overdue, else the first that fits now, leaving out what a colleague has open."""
    rows, without = waiting_rows(by, wish, at), list(but)
    rows = rows.exclude(pk__in=without) if without else rows
    free = ~Q(claimed_at__gt=at - care.CLAIM_LASTS) | Q(claimed_by_id=by.account_id) | Q(claimed_by=None)
    ready = rows.filter(Q(next_at=None) | Q(next_at__lte=at), free)
    late = Case(When(deadline__lt=at, then=0), default=1)
    waits = Case(When(waits_for_customer=True, deadline__gte=at, then=0), default=1)
    found = ready.order_by(late, waits, *BY_DEADLINE).values_list("pk", flat=True).first()
    return int(found) if found else None


def _shown(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("customer", "vehicle", "claimed_by").only(*SHOWN)


def lines(by: Actor, rows: Iterable[Any], at: datetime) -> list[Line]:
    """Tasks as rows of the queue."""
    today = day_of(at)
    return [
        Line(
            row.pk, row.rule, row.customer.name, str(row.vehicle or ""), short(row, today), row.deadline, row.next_at,
            _kind(row, at), _left(row, at), row.attempts, care.holder(row, by, at), row.assignee_id, row.customer_id,
        )
        for row in rows
    ]  # fmt: skip


def _kind(row: Any, at: datetime) -> str:
    if row.waits_for_customer and row.next_at and row.next_at > at:
        return "wait"
    if row.deadline < at:
        return "over"
    return "now" if day_of(row.deadline) == day_of(at) else ""


def _left(row: Any, at: datetime) -> int:
    """Percent of the time to the deadline that is left."""
    whole = (row.deadline - row.created_at).total_seconds()
    return max(0, min(100, round(100 * (row.deadline - at).total_seconds() / whole))) if whole > 0 else 0


def done_today(by: Actor, at: datetime) -> int:
    """How many tasks the actor has spoken or tried about today, taken-back ones aside."""
    found = asked.rows(_DONE, stores=list(by.store_ids), day=day_of(at), by=by.account_id)
    return int(found[0][0])


_DONE = """
SELECT count(DISTINCT task_id) FROM contact_attempt
WHERE store_id = any(%(stores)s::bigint[]) AND day = %(day)s AND account_id = %(by)s AND undone_at IS NULL
"""


def choices(by: Actor, at: datetime) -> dict[str, list[str]]:
    """What the filters offer: the rules and models among the actor's open tasks."""
    rows = waiting_rows(by, Wish(), at).order_by()
    return {
        "rule": sorted(rows.values_list("rule", flat=True).distinct()),
        "model": sorted(one for one in rows.values_list("vehicle__model", flat=True).distinct() if one)[:60],
    }
