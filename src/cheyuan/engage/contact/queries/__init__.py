"""What the contact centre shows, and what other rooms may read of it."""

from cheyuan.engage.care.queries import task as task_of
from cheyuan.engage.contact.outcomes import label
from cheyuan.engage.contact.queries.bookings import Slip, booking, bookings_on, slips_on
from cheyuan.engage.contact.queries.compared import Compared, compared
from cheyuan.engage.contact.queries.desk import Desk, task_pane
from cheyuan.engage.contact.queries.load import (
    day_rows,
    ids_of_person,
    late_by_person,
    movable,
    oldest_by_person,
    paper_rows,
    unassigned,
)
from cheyuan.engage.contact.queries.person import PersonPane, attempts_of, attempts_of_task, last_contact, person_pane
from cheyuan.engage.contact.queries.queue import (
    Group,
    Line,
    Queue,
    Wish,
    done_today,
    lines,
    more,
    next_task,
    queue,
    waiting_rows,
)
from cheyuan.engage.contact.queries.results import Coverage, Result, best_part, coverage, month_share, results
from cheyuan.engage.contact.queries.sampled import Call, called, last_calls, last_of_task
from cheyuan.engage.contact.queries.scripts import reach, versions
from cheyuan.engage.contact.queries.told import attempt_outcomes, missed_outcomes, no_reminders, reasons
from cheyuan.engage.contact.schedule import BIT
from cheyuan.engage.contact.telling import title

__all__ = [
    "BIT",
    "Call",
    "Compared",
    "Coverage",
    "Desk",
    "Group",
    "Line",
    "PersonPane",
    "Queue",
    "Result",
    "Slip",
    "Wish",
    "attempt_outcomes",
    "attempts_of",
    "attempts_of_task",
    "best_part",
    "booking",
    "bookings_on",
    "called",
    "compared",
    "coverage",
    "day_rows",
    "done_today",
    "ids_of_person",
    "label",
    "last_calls",
    "last_contact",
    "last_of_task",
    "late_by_person",
    "lines",
    "missed_outcomes",
    "month_share",
    "more",
    "movable",
    "next_task",
    "no_reminders",
    "oldest_by_person",
    "paper_rows",
    "person_pane",
    "queue",
    "reach",
    "reasons",
    "results",
    "slips_on",
    "task_of",
    "task_pane",
    "title",
    "unassigned",
    "versions",
    "waiting_rows",
]
