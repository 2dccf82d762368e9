"""Scripts and how many people each version reaches (CARE-14)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from cheyuan.engage.contact.models import Attempt, ScriptVersion
from cheyuan.engage.contact.scripts.chosen import SHIPPED
from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Reach:
    """Attempts with a version, and how many of them reached somebody."""

    attempts: int
    reached: int
    booked: int

    @property
    def share(self) -> float | None:
        """Reached of the attempts."""
        return self.reached / self.attempts if self.attempts else None


NONE = Reach(0, 0, 0)


def versions(by: Actor, rule: str = "", language: str = "") -> list[ScriptVersion]:
    """Versions, newest first; of one rule and language when given."""
    by.require("care.tasks.view")
    rows = ScriptVersion.objects.filter(group_id=by.group_id)
    rows = rows.filter(rule=rule) if rule else rows
    rows = rows.filter(language=language) if language else rows
    return list(rows.order_by("rule", "language", "-number")[:500])


def reach(by: Actor) -> dict[int, Reach]:
    """Version → its figures, over the actor's stores."""
    rows = Attempt.objects.filter(store_id__in=by.store_ids, undone_at=None, script_id__isnull=False)
    figures = rows.values("script_id").annotate(
        made=Count("pk"), spoke=Count("pk", filter=Q(reached=True)), booked=Count("pk", filter=Q(outcome="booked"))
    )
    found = {one["script_id"]: Reach(one["made"], one["spoke"], one["booked"]) for one in figures}
    return defaultdict(lambda: NONE, found)


def scripted_rules() -> list[str]:
    """The rules that have a script."""
    return sorted(SHIPPED["zh-hans"])
