"""Whether the newest counting still says who belongs; which segments nobody belongs to any more."""

from collections.abc import Collection
from datetime import date, datetime

from cheyuan.insight.segments.models import Segment, Tally
from cheyuan.insight.segments.queries.found import Found, known
from cheyuan.insight.segments.queries.members import last_run
from cheyuan.kernel.actor import Actor


def behind(by: Actor, codes: Collection[str], day: date) -> bool:
    """Whether the store's newest counting is of an earlier day, or one of these segments is another one since. Inside a scope."""
    last = last_run(by)
    if last is None or last.day < day:
        return True
    found = [one for one in known(by, archived=True) if one.code in codes]
    if any(_since(one, last.started_at) for one in found):
        return True
    rows = Tally.objects.filter(store_id__in=by.store_ids, day=last.day)
    counted = set(rows.values_list("segment", flat=True))
    return any(one.code not in counted for one in found if not one.archived_at)


def archived(by: Actor) -> set[str]:
    """The codes of those that were put away. Inside a scope."""
    rows = Segment.objects.filter(group_id=by.group_id, archived_at__isnull=False)
    return set(rows.values_list("code", flat=True))


def _since(one: Found, moment: datetime) -> bool:
    return any(at is not None and at > moment for at in (one.at, one.archived_at))
