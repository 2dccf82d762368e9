"""The months as choices: their numbers as text, since a choice is text."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

MONTHS: Mapping[str, object] = {
    "1": pgettext_lazy("month", "January"), "2": pgettext_lazy("month", "February"), "3": pgettext_lazy("month", "March"),
    "4": pgettext_lazy("month", "April"), "5": pgettext_lazy("month", "May"), "6": pgettext_lazy("month", "June"),
    "7": pgettext_lazy("month", "July"), "8": pgettext_lazy("month", "August"), "9": pgettext_lazy("month", "September"),
    "10": pgettext_lazy("month", "October"), "11": pgettext_lazy("month", "November"),
    "12": pgettext_lazy("month", "December"),
}  # fmt: skip
