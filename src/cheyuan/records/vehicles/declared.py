"""What cars make known to the other rooms: rights, kinds, search, sentences of the timeline."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.base.intake import loaders
from cheyuan.base.journal import verbs
from cheyuan.base.search import sources
from cheyuan.kernel import ref
from cheyuan.records.vehicles import intake, rights

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


def declare() -> None:
    """Make all of it known; called once at start."""
    rights.declare()
    verbs.register(VERBS)
    ref.register(
        ref.Kind("vehicle", _("Car"), lambda one: reverse("vehicles:page", args=[one]), "vehicles.view", "car")
    )
    sources.register(sources.Source("vehicle", _("Cars"), "vehicles.view", None, order=20))
    loaders.register(20, intake.VehiclesLoader)
    loaders.register_undo(80, intake.undo)
