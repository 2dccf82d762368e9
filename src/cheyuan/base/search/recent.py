"""The records that a person has looked at last, kept in their session: for the search box before anything is typed."""

from dataclasses import dataclass
from typing import Any

KEY = "seen"
MOST = 8
LONGEST = 60


@dataclass(frozen=True)
class Seen:
    """A record and what it was called when it was seen."""

    kind: str
    id: int
    title: str
    store_id: int


def remember(request: Any, kind: str, id: int, title: str, store_id: int) -> None:
    """Put a record first; the session is written only when that changes something."""
    known = request.session.get(KEY, [])
    this = [kind, id, title[:LONGEST], store_id]
    if known[:1] == [this]:
        return
    request.session[KEY] = [this, *(one for one in known if one[:2] != this[:2])][:MOST]


def last(request: Any) -> list[Seen]:
    """What was seen last, in the stores in which the person works now."""
    seen = [Seen(*one) for one in request.session.get(KEY, [])]
    return [one for one in seen if one.store_id in request.actor.store_ids]
