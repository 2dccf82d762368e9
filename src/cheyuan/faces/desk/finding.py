"""What the search box answers: records by kind, each with what tells it apart, and the records seen last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch

from cheyuan.base.search.queries import Hit, find
from cheyuan.base.search.recent import Seen
from cheyuan.base.search.sources import sources
from cheyuan.kernel import plate, ref
from cheyuan.kernel.actor import Actor
from cheyuan.records.vehicles.queries import fleets

LIMIT = 20


@dataclass(frozen=True)
class Result:
    """One line: its page, name, what tells it apart."""

    url: str
    title: str
    detail: str
    icon: str


@dataclass(frozen=True)
class Kind:
    """The results of one kind under their heading."""

    label: object
    results: list[Result]


def found(by: Actor, typed: str, limit: int = LIMIT) -> list[Kind]:
    """What fits, by kind, in the order of the kinds (PPL-10)."""
    hits = find(by, typed, limit=limit)
    details = _cars(by, hits)
    kinds: dict[str, list[Result]] = {}
    for hit in hits:
        one = _result(
            hit.kind, hit.object_id, hit.title, details.get(hit.object_id, "") if hit.kind == "customer" else ""
        )
        if one:
            kinds.setdefault(hit.kind, []).append(_with(one, hit.subtitle))
    return [Kind(sources()[kind].label, results) for kind, results in kinds.items()]


def _with(one: Result, subtitle: str) -> Result:
    detail = "  ".join(part for part in (one.detail, subtitle) if part)
    return Result(one.url, one.title, detail, one.icon)


def _cars(by: Actor, hits: Iterable[Hit]) -> dict[int, str]:
    """Customer → newest car and plate, one question."""
    ids = [hit.object_id for hit in hits if hit.kind == "customer"]
    if not ids or not by.may("vehicles.view"):
        return {}
    return {pk: f"{one.name} {plate.spoken(one.plate)}".strip() for pk, one in fleets(by, ids).items()}


def _result(kind: str, id: int, title: str, detail: str) -> Result | None:
    known = ref.kinds().get(kind)
    if known is None:
        return None
    try:
        return Result(known.address(id), title, detail, known.icon)
    except NoReverseMatch:
        return None


def seen(by: Actor, last: Sequence[Seen]) -> list[Result]:
    """The records that the person has looked at last, as far as they may still see them."""
    may = [one for one in last if (kind := ref.kinds().get(one.kind)) and by.may(kind.right)]
    results = (_result(one.kind, one.id, one.title, "") for one in may)
    return [one for one in results if one]
