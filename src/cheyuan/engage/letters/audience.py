"""Who gets a letter: the conditions of the customers' list, then the contact policy, one letter for each household."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from cheyuan.base.channels.policy.mail import ByPost, by_post
from cheyuan.base.lists import queries as lists
from cheyuan.base.lists import spec
from cheyuan.base.lists.rows import fitting
from cheyuan.base.lists.wish import Wish, restored
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused

LIST = "customers"


@dataclass(frozen=True)
class Audience:
    """Those who fit, in the order of their names: ``ids`` get a letter, of ``left`` out each with a code why.

    ``others``: of how many more of the household a letter is. ``capped``: more fit than one mailing may have.
    """

    ids: Sequence[int]
    left: Mapping[int, str]
    others: Mapping[int, int]
    verdicts: Mapping[int, ByPost]
    capped: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many are left out, by why; the most frequent first."""
        return dict(Counter(self.left.values()).most_common())


def audience(by: Actor, store_id: int, saved: Mapping[str, Any], purpose: str, most: int, *, at: datetime) -> Audience:
    """Judge everybody who fits now; inside a scope. ``most`` letters and a few are looked at, beyond it is capped."""
    one = spec.get(LIST)
    rows = fitting(one, by, restored(saved, one)).filter(store_id=store_id).order_by("pinyin", "pk")
    found = list(rows.values_list("pk", flat=True)[: most * 3 + 1])
    said = by_post(by, store_id, found, purpose, at=at)
    ids = [pk for pk in found if not said[pk].code]
    left = {pk: said[pk].code for pk in found if said[pk].code}
    others = Counter(said[pk].lead for pk, code in left.items() if code == "household")
    return Audience(ids, left, others, said, len(ids) > most or len(found) > most * 3)


def choices(by: Actor) -> list[tuple[str, str]]:
    """What may be chosen as an audience: the views of the customers' list, shipped and saved. Inside a scope."""
    one = spec.get(LIST)
    tabs = [(f"tab:{tab.key}", str(tab.label)) for tab in one.tabs if "mine" not in tab.raw]
    return tabs + [(f"view:{view.pk}", view.name) for view in lists.views(by, LIST)]


def meant(by: Actor, chosen: str, given: Wish | None = None) -> tuple[dict[str, Any], str]:
    """The wish of a choice as it is saved, and its name. Refused("letter_audience") for what cannot be chosen."""
    kind, _colon, key = chosen.partition(":")
    one = spec.get(LIST)
    if kind == "given" and given is not None:
        return given.saved(), gettext("chosen in the list")
    if kind == "view" and key.isascii() and key.isdecimal() and len(key) < 12:
        try:
            saved = lists.view(by, int(key))
        except Missing:
            raise Refused("letter_audience", field="audience") from None
        if saved.list_name == LIST:
            return lists.wish_of(saved).saved(), saved.name
    tab = next((tab for tab in one.tabs if kind == "tab" and tab.key == key), None)
    if tab is None:
        raise Refused("letter_audience", field="audience")
    return Wish(dict(tab.raw)).saved(), str(tab.label)


def batches(ids: Sequence[int], size: int = 1000) -> Iterator[Sequence[int]]:
    """The ids, some at a time."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
