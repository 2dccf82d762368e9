"""Words of milestones: kinds, steps, what the customer heard; sentences of refusals and of the timeline."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, object] = {
    "workshop": pgettext_lazy("milestones", "Workshop"),
    "order": pgettext_lazy("milestones", "Orders"),
}
STEPS: dict[str, object] = {
    "order.ordered": pgettext_lazy("order", "Ordered"), "order.allocated": pgettext_lazy("order", "Allocated"),
    "order.in_transit": pgettext_lazy("order", "In transit"), "order.arrived": pgettext_lazy("order", "Arrived"),
    "order.inspected": pgettext_lazy("order", "Inspected (PDI)"), "order.ready": pgettext_lazy("order", "Ready for delivery"),
    "order.delivered": pgettext_lazy("order", "Delivered"),
    "workshop.received": pgettext_lazy("workshop", "Received"), "workshop.in_work": pgettext_lazy("workshop", "In work"),
    "workshop.waiting_parts": pgettext_lazy("workshop", "Waiting for parts"),
    "workshop.waiting_approval": pgettext_lazy("workshop", "Waiting for approval"),
    "workshop.quality": pgettext_lazy("workshop", "Quality checked"), "workshop.ready": pgettext_lazy("workshop", "Ready"),
    "workshop.handed_over": pgettext_lazy("workshop", "Handed over"),
}  # fmt: skip
TOLD: dict[str, object] = {
    "off": _("The customer is not told of this step."),
    "late": _("Noted afterwards: nobody was told."),
    "nobody": _("Nobody was told: no customer is on file for it."),
    "no_address": _("Nobody was told: there is no number or address on file."),
    "refused": _("Nobody was told: the customer refused messages."),
    "old": _("Nobody was told: it happened too long ago."),
    "told": _("The customer was told of this before."),
}
SENTENCES = {
    "milestone_step": _("Please choose a step of this kind of order or job."),
    "milestone_number": _("Please give the number of the order or job."),
    "milestone_future": _("A milestone cannot lie in the future."),
    "milestone_store": _("Customer and car must be on file in this store."),
    "milestone_moved": _("Somebody has moved this car on already. The board shows where it stands now."),
    "milestone_car": _("No car is found by that. Please type the whole plate, the VIN or the owner's whole phone."),
    "milestone_cars": _("Several cars fit. Please type the whole plate or the VIN."),
}
VERBS = {
    "milestone.order": _("Order %(number)s: %(milestone)s"),
    "milestone.workshop": _("Workshop %(number)s: %(milestone)s"),
    "milestone.undone": _("Taken back, %(number)s: %(milestone)s"),
}


def step_of(kind: str, step: str) -> str:
    """A step in words."""
    return str(STEPS.get(f"{kind}.{step}", step))
