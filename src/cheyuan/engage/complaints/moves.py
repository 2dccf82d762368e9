"""The states of a complaint and what leads from one to another (CARE-32)."""

from cheyuan.kernel.moves import Moves

RECEIVED, CLASSIFIED, ASSIGNED, IN_WORK = "received", "classified", "assigned", "in_work"
SOLVED, TOLD, REVISITED, CLOSED, WITHDRAWN = "solved", "told", "revisited", "closed", "withdrawn"
ORDER = (RECEIVED, CLASSIFIED, ASSIGNED, IN_WORK, SOLVED, TOLD, REVISITED, CLOSED)
BEFORE_SOLVED = (RECEIVED, CLASSIFIED, ASSIGNED, IN_WORK)
OPEN = ORDER[:-1]

COMPLAINT = Moves(
    {
        (RECEIVED, "classify"): CLASSIFIED,
        (CLASSIFIED, "classify"): CLASSIFIED,
        (ASSIGNED, "classify"): ASSIGNED,
        (IN_WORK, "classify"): IN_WORK,
        (CLASSIFIED, "assign"): ASSIGNED,
        (ASSIGNED, "assign"): ASSIGNED,
        (IN_WORK, "assign"): IN_WORK,
        (ASSIGNED, "start"): IN_WORK,
        (IN_WORK, "solve"): SOLVED,
        (SOLVED, "tell"): TOLD,
        (TOLD, "revisit"): REVISITED,
        (REVISITED, "close"): CLOSED,
        **{(state, step): state for state in BEFORE_SOLVED for step in ("answer", "wait", "resume")},
        **{(state, "remark"): state for state in ORDER},
        **{(state, "reopen"): IN_WORK for state in (SOLVED, TOLD, REVISITED, CLOSED)},
        **{(state, "withdraw"): WITHDRAWN for state in (RECEIVED, CLASSIFIED, ASSIGNED)},
    }
)
"""Answering, waiting for the customer and going on leave the state as it is. Closing needs the revisit."""
