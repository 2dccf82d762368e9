"""The cars' list."""

from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.base.lists.cells import day, due, named, plain_day, spoken
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Numbers, Text, Yes, equals, span
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.search.queries import find
from cheyuan.base.ui import human
from cheyuan.kernel.actor import Actor
from cheyuan.records.vehicles import queries, words

FOUND = 200


def found_by_words(by: Actor, typed: str) -> Q:
    """Cars that the search box finds: any part of the plate, tail of the VIN, model."""
    return Q(pk__in=[hit.object_id for hit in find(by, typed, kinds=("vehicle",), limit=FOUND)])


@cache
def _form() -> str:
    return reverse("vehicles:page", args=[0]).removesuffix("0")


def page_of(vehicle_id: int) -> str:
    """A car's page."""
    return f"{_form()}{vehicle_id}"


VEHICLES = List(
    name="vehicles", room="vehicles", kind="vehicle", title=_("Cars"), right="vehicles.view",
    export_right="vehicles.export", rows=queries.listed, sort="-delivered", card=("car", "odometer", "owner", "visited"),
    counted=lambda count, number: ngettext("%(count)s car", "%(count)s cars", number) % {"count": count},
    columns=(
        Column("car", _("Car"), lambda row, _v: str(row),
               lambda row, _v: named(str(row), page_of(row.pk), spoken(row.plate)),
               brief=lambda row, _v: f"{row} {spoken(row.plate)}", sort=("brand", "model")),
        Column("plate", _("Plate"), lambda row, _v: row.plate, sort=("plate",), quiet=True, shown=False),
        Column("vin", _("VIN"), lambda row, _v: row.vin, quiet=True, shown=False),
        Column("owner", _("Owner"), lambda row, _v: row.owner.name if row.owner else "—"),
        Column("energy", _("Energy"), lambda row, _v: words.word(words.ENERGIES, row.energy), quiet=True, shown=False),
        Column("colour", _("Colour"), lambda row, _v: row.colour, quiet=True, shown=False),
        Column("delivered", _("Delivered"), lambda row, _v: plain_day(row.delivered_on),
               lambda row, _v: day(row.delivered_on), sort=("delivered_on",), descending=True, quiet=True),
        Column("visited", _("Last visit"), lambda row, _v: plain_day(row.last_visit_on),
               lambda row, _v: day(row.last_visit_on), sort=("last_visit_on",), descending=True, quiet=True),
        Column("odometer", _("Odometer"), lambda row, _v: human.kilometres(row.odometer_km), numeric=True),
        Column("inspection", _("Inspection"), lambda row, _v: plain_day(row.inspection_due),
               lambda row, _v: due(row.inspection_due), shown=False),
        Column("warranty", _("Warranty"), lambda row, _v: plain_day(row.warranty_end),
               lambda row, _v: day(row.warranty_end), quiet=True),
        Column("status", _("Status"), lambda row, _v: words.word(words.STATUSES, row.status), quiet=True),
    ),
    filters=(
        Text("q", _("Search"), found_by_words),
        Text("brand", _("Maker"), equals("brand")),
        Text("model", _("Model"), equals("model")),
        Choice("energy", _("Energy"), words.ENERGIES, equals("energy")),
        Choice("use", _("Use"), words.USES, equals("use")),
        Choice("status", _("Status"), words.STATUSES, equals("status")),
        Yes("ours", _("Sold by us"), equals("sold_here")),
        Yes("doubt", _("VIN check digit does not fit"), equals("vin_warning")),
        Yes("free", _("Without owner"), lambda _by, value: Q(owner__isnull=value)),
        Dates("delivered", _("Delivered"), span("delivered_on")),
        Dates("visited", _("Last visit"), span("last_visit_on")),
        Numbers("km", _("Odometer"), span("odometer_km"), unit=_("km")),
    ),
    tabs=(
        Tab("all", pgettext_lazy("all cars", "All")),
        Tab("road", _("On the road"), {"status": "active"}),
        Tab("new", _("Delivered in 90 days"), {"delivered_from": "-90d"}, "-delivered"),
        Tab("away", _("Not here for a year"), {"visited_to": "-365d", "status": "active"}, "visited"),
        Tab("sold", _("Sold by their owners"), {"status": "sold"}),
    ),
    create=Empty("", action=_("New car"), url_name="create", right="vehicles.edit"),
    empty=Empty(_("No car yet. Bring in the store's owner book, or open the first file by hand."), "car", _("New car"),
                "create", "vehicles.edit"),
)  # fmt: skip
