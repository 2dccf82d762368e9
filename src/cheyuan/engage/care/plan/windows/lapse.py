"""R17, R25: owners who did not come to the service that was due."""

from collections.abc import Iterator

import ibis.expr.types as ir

from cheyuan.engage.care.plan.windows.frame import Frame, end_of

MONTHLY = "R17"  # a monthly list: its deadline is the month's end, if that is later
CALLS = (1, 2, 3)


def windows(frame: Frame) -> Iterator[ir.Table]:
    """The call at risk, then the calls to the lapsed; those past the last window are lost: a segment, no task."""
    t, due = frame.cars, frame.cars.service_due
    cycle = t.service.fill_null(t.delivered)
    opens, closes = due + t.r25_from_days, due + t.r25_until_days
    deadline = end_of(opens + t.r25_deadline_days)
    yield frame.windows(
        "R25", t, ~t.do_not_contact, opens=opens, closes=closes, due=due, cycle=cycle, deadline=deadline
    )
    for call in CALLS:
        opens = due + t.r17_every_days * call
        closes = due + t.r17_until_days if call == CALLS[-1] else opens + t.r17_every_days - 1
        deadline = end_of(opens + t.r17_deadline_days)
        yield frame.windows(
            *(MONTHLY, t, ~t.do_not_contact),
            **{"opens": opens, "closes": closes, "due": due, "cycle": cycle, "deadline": deadline, "mark": f"/{call}"},
        )
