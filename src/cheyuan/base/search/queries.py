"""Finding records by the one search box."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from cheyuan.base.search.sources import Source, sources
from cheyuan.base.search.words import Lookup, lookups
from cheyuan.kernel import names
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.text import half

COLUMNS = "store_id, kind, object_id, title, subtitle"


@dataclass(frozen=True)
class Hit:
    """One record found."""

    store_id: int
    kind: str
    object_id: int
    title: str
    subtitle: str


def find(by: Actor, typed: str, *, kinds: tuple[str, ...] = (), limit: int = 20) -> list[Hit]:
    """The records that fit what was typed, best first; slips of typing are forgiven when nothing fits exactly.

    Only kinds that the actor may see. Runs inside the actor's scope.
    """
    known = {kind: one for kind, one in sources().items() if by.may(one.right) and (not kinds or kind in kinds)}
    hits = {(hit.kind, hit.object_id): hit for hit in _direct(by, typed, known)}
    for lookup in lookups(by.group_id, typed):
        for hit in _ask(lookup, typed, list(known), limit):
            hits.setdefault((hit.kind, hit.object_id), hit)
    if not hits:
        hits = {(hit.kind, hit.object_id): hit for hit in _slipped(typed, list(known), limit)}
    ordered = sorted(hits.values(), key=lambda hit: known[hit.kind].order)
    return ordered[:limit]


def _direct(by: Actor, typed: str, known: dict[str, Source]) -> list[Hit]:
    """What the rooms find by its number."""
    number = half(typed).strip()
    return [hit for one in known.values() if one.direct and number for hit in one.direct(by, number)]


def _ask(lookup: Lookup, typed: str, kinds: list[str], limit: int) -> list[Hit]:
    if not lookup.digits:
        return _run("search_find", [list(lookup.tokens), kinds, typed.strip(), limit])
    found = _run("search_blind", [list(lookup.tokens), list(lookup.blind), kinds, typed.strip(), limit * 2])
    true = _holding(found, lookup.digits)
    return [hit for hit in found if (hit.kind, hit.object_id) in true][:limit]


def _holding(found: list[Hit], digits: str) -> set[tuple[str, int]]:
    """The hits whose sealed number truly contains the digits; one question per kind."""
    true: set[tuple[str, int]] = set()
    for kind in {hit.kind for hit in found}:
        holds = sources()[kind].holds
        ids = [hit.object_id for hit in found if hit.kind == kind]
        true |= {(kind, one) for one in (holds(ids, digits) if holds else ())}
    return true


def _slipped(typed: str, kinds: list[str], limit: int) -> list[Hit]:
    """What was meant: signs that sound the same (陈丽群 for 陈立群); what is not Chinese by spelling that is nearly so."""
    read = names.syllables(typed)
    said = "".join(read) if len(read) == len(typed.strip()) else ""
    if said:
        return _run("search_find", [[said], kinds, said, limit]) if len(read) > 1 else []
    return _near(typed, kinds, limit) if len(typed.strip()) >= 3 else []


def _near(typed: str, kinds: list[str], limit: int) -> list[Hit]:
    return _run("search_near", [typed.strip().lower(), kinds, limit])


def _run(function: str, args: list[Any]) -> list[Hit]:
    places = ", ".join(["%s"] * len(args))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM {function}({places})", args)  # noqa: S608 - names are our own
        return [Hit(*row) for row in cursor.fetchall()]
