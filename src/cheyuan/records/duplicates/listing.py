"""The list of files that may be one person."""

from collections.abc import Mapping, Sequence
from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.base.lists.cells import day, masked, named
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, equals
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.ui import human
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers import queries as customers
from cheyuan.records.duplicates import queries, words
from cheyuan.records.duplicates.models import Pair

Two = tuple[str, str, str, str]


@cache
def _form() -> str:
    return reverse("duplicates:page", args=[0]).removesuffix("0")


def page_of(pair_id: int) -> str:
    """The page of one pair."""
    return f"{_form()}{pair_id}"


def people(by: Actor, ids: Sequence[int]) -> Mapping[int, Two]:
    """Both names and masked phones of each pair: two questions for a page."""
    rows = {one.pk: one for one in Pair.objects.filter(pk__in=ids)}
    wanted = {pk for one in rows.values() for pk in (one.first_id, one.second_id)}
    known = {one.pk: one for one in customers.listed(by).filter(pk__in=wanted)}

    def name(pk: int) -> tuple[str, str]:
        one = known.get(pk)
        return (one.name, masked(one.phone)) if one else ("—", "")

    return {pk: (*name(one.first_id), *name(one.second_id)) for pk, one in rows.items()}


def why(row: Pair) -> str:
    """The reasons in words."""
    return ", ".join(str(words.REASONS.get(one, one)) for one in row.reasons)


def _state(row: Pair) -> str:
    return str(words.STATES.get(row.state, row.state))


def _reason(_by: Actor, value: str) -> Q:
    return Q(reasons__contains=[value])


DUPLICATES = List(
    name="duplicates", room="duplicates", kind="pair", title=_("Possible duplicates"), right="duplicates.view",
    export_right="customers.export", rows=queries.pairs, sort="-score", card=("first", "score", "why", "state"),
    counted=lambda count, number: ngettext("%(count)s pair", "%(count)s pairs", number) % {"count": count},
    columns=(
        Column("first", _("One file"), lambda _row, two: two[0] if two else "",
               lambda row, two: named(two[0], page_of(row.pk), two[1]) if two else "",
               brief=lambda _row, two: f"{two[0]} / {two[2]}" if two else "", load=people),
        Column("second", _("The other file"), lambda _row, two: two[2] if two else "",
               lambda row, two: named(two[2], page_of(row.pk), two[3]) if two else "", load=people),
        Column("why", _("Why"), lambda row, _v: why(row)),
        Column("score", _("How sure"), lambda row, _v: str(row.score), numeric=True, sort=("score",), descending=True),
        Column("state", _("State"), lambda row, _v: _state(row),
               lambda row, _v: m(words.MARKS.get(row.state, "none"), _state(row))),
        Column("found", _("Found"), lambda row, _v: human.exact(row.found_at), lambda row, _v: day(row.found_at),
               sort=("found_at",), descending=True, quiet=True),
    ),
    filters=(
        Choice("state", _("State"), tuple(words.STATES.items()), equals("state")),
        Choice("why", _("Why"), tuple(words.REASONS.items()), _reason),
    ),
    tabs=(
        Tab("open", pgettext_lazy("duplicates", "To look at"), {"state": "open"}),
        Tab("merged", _("Merged"), {"state": "merged"}),
        Tab("different", _("Two people"), {"state": "different"}),
    ),
    empty=Empty(_("Nobody seems to be on file twice. It is looked for every night and after each import."), "people"),
)  # fmt: skip
