"""What the inbox makes of news from the rooms below: background work that ended."""

from cheyuan.base.inbox import actions
from cheyuan.base.jobs import work
from cheyuan.base.jobs.events import Ended, Seen
from cheyuan.base.jobs.models import Work
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.ref import Ref

DONE, FAILED = "work.done", "work.failed"


def ended(by: Actor, news: Ended) -> None:
    """Tell whoever started it."""
    row = Work.objects.filter(pk=news.work_id, seen_at=None).first()
    if row is None:
        return
    actions.push(
        by, DONE if news.state == "done" else FAILED, Ref("work", row.pk), f"work:{row.pk}:{news.state}",
        store_id=news.store_id, to=[news.by_id], at=row.finished_at or now(), title=row.title, work=row.name,
    )  # fmt: skip


def seen(by: Actor, news: Seen) -> None:
    """They have looked at its end in the top bar."""
    actions.settle(Ref("work", news.work_id), (DONE, FAILED), at=now(), account_id=news.by_id)


def named(facts: object) -> str:
    """Which work it was: its kind and its title."""
    known = dict(facts) if isinstance(facts, dict) else {}
    return f"{work.label(str(known.get('work', '')))} {known.get('title', '')}".strip()
