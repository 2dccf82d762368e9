"""The words of this room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PARTS = (
    ("spouse", _("Spouse")), ("parent", pgettext_lazy("household", "Parent")), ("child", pgettext_lazy("household", "Child")),
    ("other", _("Other")),
)  # fmt: skip
TIES = (
    ("drives", pgettext_lazy("role", "Drives")), ("pays", pgettext_lazy("role", "Pays")),
    ("decides", pgettext_lazy("role", "Decides")),
)  # fmt: skip
SENTENCES = {
    "relation_self": _("This is the same file. Please choose another person."),
    "relation_unknown": _(
        "Nobody is found by that. Please type the customer number, the whole phone or the whole name."
    ),
    "relation_several": _("Several files fit. Please type the customer number."),
    "relation_store": _("Only files of the same store can belong together."),
    "household_taken": _("This person already belongs to another household. Please take them out there first."),
    "household_company": _("A company has drivers and payers, but no household."),
    "tie_company": _("Only a company can have drivers and payers. Please choose a company or a car."),
    "tie_person": _("Please choose a person; a company does not drive."),
    "tie_known": _("This is on file already."),
    "child_year": _("Please type years of birth such as 2015, at most 12, separated by spaces."),
}
VERBS = {
    "relation.joined": _("Belongs to a household now"),
    "relation.left": _("Left the household"),
    "relation.children": _("Children's years of birth changed"),
    "relation.tied": _("New role: %(tie)s"),
    "relation.untied": _("Role ended: %(tie)s"),
}
