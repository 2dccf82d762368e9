"""The list of trade-in candidates. What it exports is masked: no phone leaves the house in clear."""

from datetime import date
from functools import cache

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.base.lists.cells import about_money, masked, named, plain_day, spoken
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Numbers, Text, Yes, span
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.search.queries import find
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.insight.scores import queries, words
from cheyuan.insight.scores.models import Stay, TradeIn
from cheyuan.insight.scores.reasons import spoken as reason
from cheyuan.kernel.actor import Actor


@cache
def _form() -> str:
    return reverse("scores:page", args=[0]).removesuffix("0")


def page_of(score_id: int) -> str:
    """The page of one score."""
    return f"{_form()}{score_id}"


def _car(row: TradeIn) -> str:
    return str(row.vehicle)


def why(row: TradeIn, most: int = 2) -> str:
    """The weightiest reasons in words."""
    return " ".join(reason(one) for one in row.reasons[:most])


def _score(row: TradeIn) -> str:
    mark = m("now", str(_("Candidate"))) if row.candidate else ""
    return format_html("<b>{}</b> {}", row.score, mark)


def _found(by: Actor, typed: str) -> Q:
    hits = find(by, typed, kinds=("customer", "vehicle"), limit=200)
    of = {kind: [hit.object_id for hit in hits if hit.kind == kind] for kind in ("customer", "vehicle")}
    return Q(customer_id__in=of["customer"]) | Q(vehicle_id__in=of["vehicle"])


def _with_sign(_by: Actor, kind: str) -> Q:
    return Q(reasons__contains=[{"code": kind}])


def _entered(_by: Actor, since: date | None, until: date | None) -> Q:
    rows = Stay.objects.filter(vehicle_id=OuterRef("vehicle_id"), until=None)
    rows = rows.filter(since__gte=since) if since else rows
    return Q(Exists(rows.filter(since__lte=until) if until else rows))


def _candidates(_by: Actor, yes: bool) -> Q:
    return Q(candidate=yes)


TRADE_IN = List(
    name="trade_in", room="scores", kind="trade_in", title=_("Trade-in candidates"), right="scores.view",
    export_right="scores.export", rows=queries.listed, sort="-score", card=("car", "score", "customer", "why"),
    counted=lambda count, number: ngettext("%(count)s car", "%(count)s cars", number) % {"count": count},
    columns=(
        Column("car", _("Car"), lambda row, _v: _car(row), lambda row, _v: named(_car(row), page_of(row.pk)),
               brief=lambda row, _v: _car(row)),
        Column("plate", _("Plate"), lambda row, _v: spoken(row.vehicle.plate)),
        Column("customer", _("Customer"), lambda row, _v: row.customer.name if row.customer else ""),
        Column("phone", _("Phone"), lambda row, _v: masked(row.customer.phone) if row.customer else "", shown=False),
        Column("score", _("Score"), lambda row, _v: str(row.score), lambda row, _v: _score(row), sort=("score",),
               descending=True, numeric=True),
        Column("why", _("Why"), lambda row, _v: why(row), wide=True),
        Column("worth", pgettext_lazy("car", "Worth about"), lambda row, _v: about_money(row.worth_fen), numeric=True),
        Column("as_of", _("As of"), lambda row, _v: plain_day(row.as_of), quiet=True, shown=False),
    ),
    filters=(
        Text("q", _("Search"), _found),
        Yes("candidate", _("Candidate"), _candidates),
        Numbers("score", _("Score"), span("score")),
        Choice("sign", pgettext_lazy("sign", "Sign"), tuple(words.SIGNS.items()), _with_sign),
        Dates("entered", _("Candidate since"), _entered),
        Numbers("worth", pgettext_lazy("car", "Worth about"), span("worth_fen"), fen=True),
    ),
    tabs=(
        Tab("candidates", pgettext_lazy("trade-in", "Candidates"), {"candidate": "1"},
            roles=frozenset({"sales_consultant", "sales_manager", "appraiser"})),
        Tab("new", _("New this week"), {"candidate": "1", "entered_from": "-7d"}),
        Tab("asked", _("Asked for a valuation"), {"sign": "valuation"}),
    ),
    empty=Empty(_("No car has points yet. Scores are reckoned every night from age, distance, repairs and what colleagues note."),
                "gauge"),
)  # fmt: skip
