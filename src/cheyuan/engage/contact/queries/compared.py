"""The versions of a script beside each other: how many each reaches and books, how sure that is (CARE-14)."""

from dataclasses import dataclass

from cheyuan.base.policies.queries import value
from cheyuan.engage.contact.models import ScriptVersion
from cheyuan.engage.contact.proportions import Difference, Share, difference, wilson
from cheyuan.engage.contact.queries.scripts import NONE, Reach, reach, versions
from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Compared:
    """One version with its figures. ``than`` is the version it is compared with: its rival in a trial, else the one before
    that was used; ``trial``: both are said now, to half of the customers each."""

    version: ScriptVersion
    calls: int
    reached: Share
    booked: Share
    than: int | None = None
    more_reached: Difference | None = None
    more_booked: Difference | None = None
    trial: bool = False


def compared(by: Actor, rule: str, language: str) -> list[Compared]:
    """All versions, newest first, over the calls of the actor's stores; level and effect are policies."""
    rows, figures = versions(by, rule, language), reach(by)
    level = int(value("contact.script_level", by.store_id)) / 100
    effect = int(value("contact.script_effect", by.store_id)) / 100
    found = []
    for place, row in enumerate(rows):
        trial = place == 0 and row.against is not None
        rival = _rival(rows, place, figures, row.against if trial else None)
        one, other = figures[row.pk], figures[rival.pk] if rival else NONE
        found.append(Compared(
            row, one.attempts, wilson(one.reached, one.attempts, level), wilson(one.booked, one.attempts, level),
            rival.number if rival else None,
            _than(other, one, "reached", effect, level, trial), _than(other, one, "booked", effect, level, trial), trial,
        ))  # fmt: skip
    return found


def _rival(
    rows: list[ScriptVersion], place: int, figures: dict[int, Reach], against: int | None
) -> ScriptVersion | None:
    if against is not None:
        return next((row for row in rows if row.number == against), None)
    return next((row for row in rows[place + 1 :] if figures[row.pk].attempts), None)


def _than(former: Reach, later: Reach, name: str, effect: float, level: float, both: bool) -> Difference | None:
    pair = [(getattr(one, name), one.attempts) for one in (former, later)]
    return difference(pair[0], pair[1], effect=effect, level=level, both=both)
