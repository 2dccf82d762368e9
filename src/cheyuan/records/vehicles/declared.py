"""What cars make known to the other rooms: rights, kinds, search, sentences of the timeline."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.inbox import records
from cheyuan.base.intake import afterwards, loaders
from cheyuan.base.journal import verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.search import sources
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import ref
from cheyuan.records.customers import panels, persons
from cheyuan.records.vehicles import facing, intake, leftovers, queries, rights, words
from cheyuan.records.vehicles.listing import VEHICLES

VERBS = {
    "vehicle.created": _("Car file opened"),
    "vehicle.edited": _("Car file changed: %(fields)s"),
    "vehicle.reading": _("Odometer %(km)s km"),
    "vehicle.corrected": _("Odometer corrected to %(km)s km: %(reason)s"),
    "vehicle.reading_removed": _("Odometer reading taken back: %(km)s km"),
    "vehicle.elsewhere": _("Service elsewhere: %(shop)s"),
    "vehicle.visit_removed": _("Visit taken back"),
    "vehicle.sold": _("Car sold by its owner"),
    "vehicle.unsold": _("Sale of the car taken back"),
    "vehicle.owner": _("New owner: %(name)s"),
    "visit.service": _("Service, %(km)s km"),
    "visit.repair": _("Repair, %(km)s km"),
    "visit.body": _("Body work, %(km)s km"),
}

SENTENCES = {
    "owner_elsewhere": _("The owner is not on file in this store."),
    "vin_taken": _("A car with the VIN %(value)s is already on file."),
    "vin_length": _("A VIN has 17 signs; “%(value)s” has %(length)s."),
    "vin_letters": _("A VIN has no %(letters)s. Please look at “%(value)s” once more."),
    "reading_future": _("This day is still to come."),
    "km_backwards": _(
        "%(value)s km does not fit: on %(day)s it was %(km)s km. "
        "Please ask again or leave it empty; a manager may correct the series."
    ),
    "reason_missing": _("Please write the reason; it stays on file."),
    "days_backwards": _("The end lies before the beginning."),
}


def declare() -> None:
    """Make all of it known; called once at start."""
    rights.declare()
    lists.register(VEHICLES)
    lists.extend("customers", facing.MORE)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    panels.figures(10, facing.figures)
    panels.vehicle_names(queries.names)
    sentences.register(SENTENCES)
    verbs.vocabulary({"fields": words.FIELDS})
    register_router("vehicles", "cheyuan.records.vehicles.api.router")
    nav.register(nav.Entry("vehicles", _("Cars"), "car", "vehicles:list", right="vehicles.view", order=40))
    verbs.register(VERBS)
    ref.register(
        ref.Kind("vehicle", _("Car"), lambda one: reverse("vehicles:page", args=[one]), "vehicles.view", "car")
    )
    records.register(records.Record("vehicle", "vehicles.view", queries.vehicles, lambda row: row.plate or row.vin))
    sources.register(sources.Source("vehicle", _("Cars"), "vehicles.view", None, order=20))
    loaders.register(20, intake.VehiclesLoader)
    loaders.register_undo(80, intake.undo)
    loaders.register_comparer(intake.compare)
    for figure in ("vehicles_new", "vehicles_changed"):
        afterwards.register_list(figure, "vehicles:list", "vehicles.view")
