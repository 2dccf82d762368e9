"""Cards and letters over the API (CARE-50): write, make, ask for the package, post, give back, replies.

The package itself, names and streets of many, is taken on the page only, by who asked, once.
"""

from dataclasses import fields
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.letters import actions, queries
from cheyuan.engage.letters.audience import audience, choices, meant
from cheyuan.engage.letters.models import Letter, Mailing, Package
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied

router = Router()
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
MailingState = Literal["draft", "making", "made", "posted"]
LetterState = Literal["made", "stopped", "posted", "returned"]


class MailingOut(Out):
    """A card or letter to many: draft → making → made → posted; ``left`` counts who gets none, by why."""

    id: int
    store_id: int
    title: str
    kind: Literal["card", "letter"]
    paper: str
    envelope: str
    ornament: str
    heading: str
    body: str
    closing: str
    purpose: Literal["marketing", "service"]
    survey_code: str
    audience_name: str
    posts_on: date
    state: MailingState
    count: int = Field(description="Letters that were made")
    left: dict[str, int]
    work_id: int | None = Field(description="The making in the background")
    made_at: datetime | None
    posted_on: date | None
    posted_by_name: str
    by_name: str
    created_at: datetime


class MailingResultOut(Out):
    """What became of the letters; ``score`` is the mean of the replies, at most 10."""

    made: int
    stopped: int = Field(description="Taken out: refused or erased since")
    posted: int
    returned: int
    replied: int
    score: float | None


class MailingAudienceOut(Out):
    """Who would get a letter now: one for each household, after consent and the policy of contacts."""

    letters: int
    left: dict[str, int] = Field(description="Why → how many get none")
    capped: bool = Field(description="More fit than one mailing may have")


class AudienceChoiceOut(Out):
    """What may be chosen as an audience: a view of the customers' list."""

    key: str
    name: str


class MailingIn(In):
    """A card or letter as it is written. Without an audience a draft keeps the one it has."""

    title: Annotated[str, Field(min_length=1, max_length=80)]
    kind: Literal["card", "letter"] = "card"
    paper: Literal["a5l", "a5", "dlc", "a4"] = "a5l"
    envelope: Literal["dl", "c5", "b6", "labels", "none"] = "c5"
    ornament: Literal["", "plum", "lantern", "moon", "waves", "wheels"] = ""
    heading: Annotated[str, Field(max_length=60)] = ""
    body: Annotated[str, Field(min_length=1, max_length=1200)]
    closing: Annotated[str, Field(max_length=120)] = ""
    purpose: Literal["marketing", "service"] = "marketing"
    survey_code: Annotated[str, Field(max_length=20)] = ""
    posts_on: Day
    audience: Annotated[str, Field(max_length=80)] = Field(
        "", description="The key of a choice of `/letters/audiences`"
    )


class NewMailingIn(MailingIn):
    """The same, and in which store; the one worked in without."""

    store_id: Id | None = None


class MailingsIn(PageIn):
    """Which mailings; oldest first."""

    state: Literal["", MailingState] = ""


class LettersIn(PageIn):
    """Which letters of a mailing; `replied`: those that were answered."""

    state: Literal["", LetterState] = ""
    replied: bool | None = None


class LetterOut(Out):
    """One letter as it was printed; names and streets stay in the house. ``code`` says why it was taken out."""

    id: int
    mailing_id: int
    place: int
    number: str
    customer_id: int
    others: int = Field(description="Of how many more of the household it is")
    state: LetterState
    code: str
    replied_at: datetime | None
    returned_at: datetime | None
    returned_by_name: str
    task_id: int | None = Field(description="The task to put the address right")


class PackageAskIn(In):
    """Which print house, and what for."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class PackageOut(Out):
    """Letters for the print house: asked → approved → taken; also refused, withdrawn, expired."""

    id: int
    mailing_id: int
    reason: str
    state: Literal["asked", "approved", "taken", "refused", "withdrawn", "expired"]
    approval_id: int | None
    asked_by_name: str
    asked_at: datetime
    expires_at: datetime | None
    taken_at: datetime | None
    rows: int
    digest: str = Field(description="SHA-256 of what was taken")


class PostedIn(In):
    """The day on which the letters were given to the post."""

    day: Day


class LetterBackIn(In):
    """The number that stands beside the small code, like 12-00345-1."""

    number: Annotated[str, Field(min_length=1, max_length=40)]


def _store(by: Actor, wanted: int | None) -> int:
    store = wanted or by.store_id or by.store_ids[0]
    if store not in by.store_ids:
        raise Denied("store")
    return store


def _saved(by: Actor, given: MailingIn, store: int, one: Mailing | None) -> Mailing:
    with scope(by):
        by.require("letters.make")
        if one is not None and not given.audience:
            wish, name = one.audience, one.audience_name
        else:
            wish, name = meant(by, given.audience)
        known = {field.name for field in fields(actions.Draft)} - {"audience", "audience_name"}
        draft = actions.Draft(audience=wish, audience_name=name, **given.model_dump(include=known))
        return actions.save(by, store, draft, mailing_id=one.pk if one else None, at=now())


def _letter(one: Letter) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in LetterOut.model_fields if name != "replied_at"}
    return {**plain, "replied_at": one.invitation.answered_at if one.invitation else None}


@router.get("", response=Page[MailingOut], summary="List mailings", operation_id="mailings")
def mailings(request: Any, asked: Query[MailingsIn]) -> Any:
    """Of the caller's stores."""
    rows = queries.mailings(request.actor)
    return page(rows.filter(state=asked.state) if asked.state else rows, asked)


@router.post("", response={201: MailingOut}, summary="Write a mailing", operation_id="mailing_write")
@idempotent
def write(request: Any, given: NewMailingIn) -> tuple[int, Mailing]:
    """A draft; nothing is printed yet."""
    return 201, _saved(request.actor, given, _store(request.actor, given.store_id), None)


@router.get("/audiences", response=list[AudienceChoiceOut], summary="Who may be chosen", operation_id="mailing_choices")
def audiences(request: Any) -> list[dict[str, str]]:
    """The views of the customers' list, shipped and saved."""
    by = request.actor
    by.require("letters.make")
    with scope(by):
        return [{"key": key, "name": name} for key, name in choices(by)]


@router.post("/returned", response=LetterOut, summary="A letter came back", operation_id="letter_give_back")
@idempotent
def give_back(request: Any, given: LetterBackIn) -> dict[str, Any]:
    """Undeliverable: whoever owns the file is asked to put the address right."""
    with scope(request.actor):
        return _letter(actions.give_back(request.actor, given.number, at=now()))


@router.post(
    "/returned/take-back", response=LetterOut, summary="It did not come back", operation_id="letter_return_take_back"
)
@idempotent
def take_back(request: Any, given: LetterBackIn) -> dict[str, Any]:
    """The wrong number was noted; only while nobody has worked on the address."""
    with scope(request.actor):
        return _letter(actions.take_back(request.actor, given.number, at=now()))


@router.get("/packages/{int:package_id}", response=PackageOut, summary="One package", operation_id="mailing_package")
def package(request: Any, package_id: int) -> Package:
    """For who asked, and for who decides."""
    return queries.package(request.actor, package_id)


@router.get("/{int:mailing_id}", response=MailingOut, summary="One mailing", operation_id="mailing")
def mailing(request: Any, mailing_id: int) -> Mailing:
    """With its words."""
    return queries.mailing(request.actor, mailing_id)


@router.put("/{int:mailing_id}", response=MailingOut, summary="Write a draft anew", operation_id="mailing_rewrite")
@idempotent
def rewrite(request: Any, mailing_id: int, given: MailingIn) -> Mailing:
    """Only while nothing is made."""
    by = request.actor
    with scope(by):
        one = queries.mailing(by, mailing_id)
        return _saved(by, given, one.store_id, one)


@router.get(
    "/{int:mailing_id}/audience",
    response=MailingAudienceOut,
    summary="Who would get it",
    operation_id="mailing_audience",
)
def judged(request: Any, mailing_id: int) -> dict[str, Any]:
    """As it would be now."""
    by = request.actor
    with scope(by):
        one = queries.mailing(by, mailing_id)
        found = audience(by, one.store_id, one.audience, one.purpose, queries.most(one.store_id), at=now())
        return {"letters": len(found.ids), "left": found.counts, "capped": found.capped}


@router.get(
    "/{int:mailing_id}/letters",
    response=Page[LetterOut],
    summary="Letters of a mailing",
    operation_id="mailing_letters",
)
def letters(request: Any, mailing_id: int, asked: Query[LettersIn]) -> Any:
    """What became of each; with `replied` those that were answered, or were not."""
    by = request.actor
    rows = queries.letters(by).filter(mailing_id=queries.mailing(by, mailing_id).pk).select_related("invitation")
    rows = rows.filter(state=asked.state) if asked.state else rows
    if asked.replied is not None:
        answered = {"invitation__state": "answered"}
        rows = rows.filter(**answered) if asked.replied else rows.exclude(**answered)
    return page(rows, asked, show=_letter)


@router.get(
    "/{int:mailing_id}/result", response=MailingResultOut, summary="Result of a mailing", operation_id="mailing_result"
)
def result(request: Any, mailing_id: int) -> dict[str, Any]:
    """Posted, returned, replied, with the mean score of the replies."""
    by = request.actor
    one = queries.mailing(by, mailing_id)
    found = queries.results(by, [one.pk]).get(one.pk, queries.Result())
    names = ("made", "stopped", "posted", "returned", "replied")
    return {**{name: getattr(found, name) for name in names}, "score": found.points}


@router.post("/{int:mailing_id}/make", response=MailingOut, summary="Make the letters", operation_id="mailing_make")
@idempotent
def make(request: Any, mailing_id: int) -> Mailing:
    """In the background, or go on with a making that was stopped."""
    return actions.begin(request.actor, mailing_id, at=now())


@router.post(
    "/{int:mailing_id}/renew", response=MailingOut, summary="Make the files again", operation_id="mailing_renew"
)
@idempotent
def renew(request: Any, mailing_id: int) -> Mailing:
    """Without those who refused since."""
    return actions.renew(request.actor, mailing_id, at=now())


@router.post(
    "/{int:mailing_id}/discard", response=MailingOut, summary="Throw the letters away", operation_id="mailing_discard"
)
@idempotent
def discard(request: Any, mailing_id: int) -> Mailing:
    """Before posting; the mailing is a draft again."""
    return actions.discard(request.actor, mailing_id, at=now())


@router.post(
    "/{int:mailing_id}/packages", response={201: PackageOut}, summary="Ask for the package",
    operation_id="mailing_package_ask",
)  # fmt: skip
@idempotent
def ask(request: Any, mailing_id: int, given: PackageAskIn) -> tuple[int, Package]:
    """A second person decides; it is taken on the page, once."""
    return 201, actions.ask(request.actor, mailing_id, given.reason, at=now())


@router.post(
    "/{int:mailing_id}/post", response=MailingOut, summary="The letters are posted", operation_id="mailing_post"
)
@idempotent
def post(request: Any, mailing_id: int, given: PostedIn) -> Mailing:
    """From that day they count as contacts, once."""
    return actions.post(request.actor, mailing_id, given.day, at=now())


@router.delete("/{int:mailing_id}", response={204: None}, summary="Remove a draft", operation_id="mailing_remove")
@idempotent
def remove(request: Any, mailing_id: int) -> tuple[int, None]:
    """Only one of which no letters exist."""
    actions.remove(request.actor, mailing_id, at=now())
    return 204, None
