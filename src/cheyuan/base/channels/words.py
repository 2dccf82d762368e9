"""The sentences of this app's refusals, and the reason that most messages have."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "entry_missing": _("The provider needs everything that is not marked as free to leave out. Nothing was changed."),
    "template_long": _("A template has at most %(most)s characters."),
    "placeholder_unknown": _("There is no placeholder “%(name)s”. Please choose one of the list."),
    "template_form": _("A template's name has 1 to 40 small letters, digits, dots, dashes."),
    "choice_unknown": _("There is no such choice."),
    "word_missing": _("Please say how the customer gave their word."),
}
REASONS = {"not_reached": _("Calls did not reach the customer"), "birthday": _("Birthday wishes")}
