"""The segments that a rule may be for, and the rules that are for one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cheyuan.engage.care.models import OwnRuleVersion
from cheyuan.insight.segments.queries import known, sizes
from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Segments:
    """Code → name of all that there ever were; ``open``: the codes of those in use; ``sizes``: members when counted last."""

    names: Mapping[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)


def segments(by: Actor) -> Segments:
    """Those that the actor's stores have or had. Inside a scope."""
    found = known(by, archived=True)
    in_use = tuple(one.code for one in found if not one.archived_at)
    counted = {code: one.members for code, one in sizes(by).items()}
    return Segments({one.code: one.name for one in found}, in_use, counted)


@dataclass(frozen=True)
class Narrowed:
    """A rule that is for a segment: as ``uses.Use`` has it."""

    code: str
    title: str
    for_store: int | None
    on: bool
    since: date | None
    until: date | None


def rules_for(segment: str, today: date) -> list[Narrowed]:
    """The group's rules that are for a segment, or will be. Inside a scope."""
    rows = OwnRuleVersion.objects.filter(rule__in=OwnRuleVersion.objects.filter(values__segment=segment).values("rule"))
    said: dict[int, dict[date, OwnRuleVersion]] = {}
    for row in rows.select_related("rule").order_by("rule__code", "valid_from", "pk"):
        said.setdefault(row.rule_id, {})[row.valid_from] = row
    found = (_narrowed(list(days.values()), segment, today) for days in said.values())
    return [one for one in found if one is not None]


def _narrowed(versions: list[OwnRuleVersion], segment: str, today: date) -> Narrowed | None:
    """``versions``: by day, the last decision for each day alone."""
    now = next((one for one in reversed(versions) if one.valid_from <= today), None)
    later = [one for one in versions if one.valid_from > today]
    if now is not None and _segment(now) == segment:
        until = next((one.valid_from for one in later if _segment(one) != segment), None)
        return _of(now, None, until)
    begins = next((one for one in later if _segment(one) == segment), None)
    return _of(begins, begins.valid_from, None) if begins else None


def _segment(version: OwnRuleVersion) -> str:
    return str(version.values.get("segment", ""))


def _of(version: OwnRuleVersion, since: date | None, until: date | None) -> Narrowed:
    values, rule = version.values, version.rule
    return Narrowed(rule.code, values["title"], rule.for_store_id, bool(values.get("on", True)), since, until)


def usable(by: Actor, for_store: int | None) -> set[str]:
    """The codes for a rule of a store, or (None) of the group: one of a single store says nothing elsewhere. Inside a scope."""
    return {one.code for one in known(by) if one.for_store in (None, for_store)}
