"""Writing a card or letter."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.letters import queries, wording
from cheyuan.engage.letters.models import Mailing
from cheyuan.engage.letters.moves import DRAFT
from cheyuan.engage.letters.ornaments import ORNAMENTS
from cheyuan.engage.letters.sizes import FITS
from cheyuan.engage.surveys import queries as surveys
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Denied, Refused
from cheyuan.kernel.ref import Ref

KINDS, PURPOSES = ("card", "letter"), ("marketing", "service")
ROOM = {"a5l": 420, "dlc": 230, "a5": 460, "a4": 1200}
"""Most signs of the words for which each paper has room."""


@dataclass(frozen=True)
class Draft:
    """A mailing as somebody wrote it."""

    title: str
    kind: str
    paper: str
    envelope: str
    body: str
    audience: Mapping[str, Any]
    audience_name: str
    posts_on: date
    ornament: str = ""
    heading: str = ""
    closing: str = ""
    purpose: str = "marketing"
    survey_code: str = ""

    def checked(self, today: date) -> dict[str, Any]:
        """Its columns. Refused: name_missing, letter_form, letter_envelope, letter_words, letter_long, placeholder_unknown,
        letter_day."""
        if not self.title.strip():
            raise Refused("name_missing", field="title")
        known = self.kind in KINDS and self.purpose in PURPOSES and self.paper in FITS and (
            not self.ornament or self.ornament in ORNAMENTS)  # fmt: skip
        if not known:
            raise Refused("letter_form")
        if self.envelope not in FITS[self.paper]:
            raise Refused("letter_envelope", field="envelope")
        if not self.body.strip():
            raise Refused("letter_words", field="body")
        if self.posts_on < today:
            raise Refused("letter_day", field="posts_on")
        return asdict(self) | {
            "title": self.title.strip()[:80], "audience": dict(self.audience), "audience_name": self.audience_name[:80],
            "heading": wording.check(self.heading, wording.HEADING, "heading"),
            "body": wording.check(self.body, ROOM[self.paper], "body"),
            "closing": wording.check(self.closing, wording.CLOSING, "closing"),
        }  # fmt: skip


@action("letters.make")
def save(by: Actor, store_id: int, draft: Draft, *, mailing_id: int | None = None, at: datetime) -> Mailing:
    """A new mailing, or a draft written anew. Refused as ``Draft.checked``, Missing; Conflict("letter_made")."""
    if store_id not in by.store_ids:
        raise Denied("store")
    values = draft.checked(day_of(at))
    if draft.survey_code and surveys.survey(by, draft.survey_code).survey.archived_at:
        raise Refused("survey_archived", field="survey_code")
    if mailing_id is None:
        one = Mailing(store_id=store_id, created_at=at, by_id=by.account_id, by_name=by.name)
    else:
        one = queries.mailing(by, mailing_id, lock=True)
        if one.state != DRAFT:
            raise Conflict("letter_made")
    for name, new in values.items():
        setattr(one, name, new)
    one.updated_at = at
    one.save()
    note(by, "mailing.saved", Ref("mailing", one.pk), at=at, store_id=one.store_id)
    return one


@action("letters.make")
def remove(by: Actor, mailing_id: int, *, at: datetime) -> None:
    """A draft that nobody needs. Conflict("letter_made") for one whose letters exist."""
    one = queries.mailing(by, mailing_id, lock=True)
    if one.state != DRAFT or queries.packages(one):
        raise Conflict("letter_made")
    note(by, "mailing.removed", Ref("mailing", one.pk), at=at, store_id=one.store_id)
    one.delete()
