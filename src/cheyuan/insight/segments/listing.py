"""The members of segments as a list; the filter "segment" on the lists of customers and cars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django_scopes import get_scope

from cheyuan.base.lists.cells import day, masked, named, plain_day
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Text, span
from cheyuan.base.lists.spec import Empty, List, More, Tab
from cheyuan.base.search.queries import find
from cheyuan.base.tenancy.queries import store_names
from cheyuan.insight.segments import queries, rights, shipped
from cheyuan.insight.segments.models import Membership, SegmentVersion
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.phone import grouped
from cheyuan.records.vehicles import queries as vehicles

FOUND = 200


def options() -> list[tuple[str, str]]:
    """Code and name of the segments in scope; outside of one those of the product alone."""
    found = [(one.code, str(one.name)) for one in shipped.all_shipped()]
    scope = get_scope()
    if not scope.get("store"):
        return found
    rows = SegmentVersion.objects.filter(segment__archived_at=None)
    rows = rows.filter(Q(segment__for_store=None) | Q(segment__for_store__in=scope["store"]))
    newest = rows.order_by("segment_id", "-number").distinct("segment_id")
    return [*found, *((code, name) for code, name in newest.values_list("segment__code", "name"))]


@dataclass(frozen=True)
class InSegment(Choice):
    """A segment by its code: what the address says is asked as it is, so that an archived one finds its last members."""

    def read(self, raw: Mapping[str, str]) -> str | None:
        """The code when it can be one."""
        value = raw.get(self.key, "")
        plain = value.replace("-", "").replace("_", "")
        return value if plain.isascii() and plain.isalnum() and len(value) <= 24 else None


def filter_for(kind: str) -> InSegment:
    """The filter of a list of customers ("customer") or cars ("vehicle")."""
    return InSegment("segment", _("Segment"), options, lambda _by, code: queries.in_segment(code, kind))


def _state(_by: Actor, value: str) -> Q:
    today = day_of(now())
    first = today.replace(day=1)
    return {
        "now": Q(left_on=None), "entered": Q(entered_on__gte=first), "left": Q(left_on__gte=first),
        "former": Q(left_on__lte=today),
    }[value]  # fmt: skip


def _found(by: Actor, typed: str) -> Q:
    hits = find(by, typed, kinds=("customer", "vehicle"), limit=FOUND)
    people = [hit.object_id for hit in hits if hit.kind == "customer"]
    cars = [hit.object_id for hit in hits if hit.kind == "vehicle"]
    return Q(customer_id__in=people) | Q(subject_kind="vehicle", subject_id__in=cars)


def cars(by: Actor, ids: Sequence[int]) -> Mapping[int, str]:
    """Membership → the car that is meant, of those that are about one; one question for a page."""
    rows = Membership.objects.filter(pk__in=ids, subject_kind="vehicle")
    about = dict(rows.values_list("pk", "subject_id"))
    found = vehicles.names(by, list(about.values())) if about and by.may("vehicles.view") else {}
    return {pk: found.get(vehicle, "") for pk, vehicle in about.items()}


def _segments(_by: Actor, ids: Sequence[int]) -> Mapping[int, str]:
    said = dict(options())
    return {pk: said.get(code, code) for pk, code in Membership.objects.filter(pk__in=ids).values_list("pk", "segment")}


def _stores(_by: Actor, ids: Sequence[int]) -> Mapping[int, str]:
    rows = dict(Membership.objects.filter(pk__in=ids).values_list("pk", "store_id"))
    names = store_names(set(rows.values()))
    return {pk: names.get(store, "") for pk, store in rows.items()}


def page_of(membership_id: int) -> str:
    """The page of a member: the person themselves."""
    return reverse("segment_members:page", args=[membership_id])


def _word(_row: Any, value: str | None) -> str:
    return value or "—"


def counted(count: str, number: int) -> str:
    """ "214 members"."""
    return ngettext("%(count)s member", "%(count)s members", number) % {"count": count}


def _left(value: date | None) -> str:
    return plain_day(value) if value else ""


MEMBERS = List(
    name="segment_members", room="segment_members", kind="segment_member", title=_("Members of segments"),
    right=rights.VIEW.name, export_right=rights.EXPORT.name, above="segments/_above.html",
    rows=lambda by: queries.members(by).select_related("customer"), sort="-entered", counted=counted,
    card=("member", "entered", "car", "segment"),
    columns=(
        Column("member", _("Customer"), lambda row, _v: row.customer.name,
               lambda row, _v: named(row.customer.name, page_of(row.pk), masked(row.customer.phone)),
               brief=lambda row, _v: row.customer.name),
        Column("phone", _("Phone"), lambda row, _v: masked(row.customer.phone), shown=False,
               opened=lambda row, _v: grouped(str(row.customer.phone)) if row.customer.phone else ""),
        Column("car", _("Car"), _word, load=cars),
        Column("segment", _("Segment"), _word, load=_segments, quiet=True),
        Column("entered", pgettext_lazy("segment", "Entered"), lambda row, _v: plain_day(row.entered_on),
               lambda row, _v: day(row.entered_on), brief=lambda row, _v: day(row.entered_on), sort=("entered_on",),
               descending=True, quiet=True),
        Column("left", pgettext_lazy("segment", "Left"), lambda row, _v: _left(row.left_on),
               lambda row, _v: day(row.left_on), quiet=True),
        Column("store", _("Store"), _word, load=_stores, quiet=True, shown=False),
    ),
    filters=(
        Text("q", _("Search"), _found),
        InSegment("segment", _("Segment"), options, lambda _by, code: Q(segment=code)),
        Choice("state", pgettext_lazy("segment", "Membership"), (
            ("now", pgettext_lazy("segment", "belongs now")), ("entered", pgettext_lazy("segment", "entered this month")),
            ("left", pgettext_lazy("segment", "left this month")), ("former", pgettext_lazy("segment", "belonged before")),
        ), _state),
        Dates("entered", pgettext_lazy("segment", "Entered"), span("entered_on")),
        Dates("left", pgettext_lazy("segment", "Left"), span("left_on")),
    ),
    tabs=(
        Tab("now", pgettext_lazy("segment", "Members"), {"state": "now"}),
        Tab("entered", pgettext_lazy("segment", "Entered this month"), {"state": "entered"}),
        Tab("left", pgettext_lazy("segment", "Left this month"), {"state": "left"}, "-entered"),
    ),
    empty=Empty(_("Nobody here. Segments are counted every night, or when somebody asks for it."), "people"),
)  # fmt: skip
ON_CUSTOMERS = More(filters=(filter_for("customer"),))
ON_CARS = More(filters=(filter_for("vehicle"),))
