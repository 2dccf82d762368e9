"""Words of greetings and weather: kinds, states, reasons, sentences of refusals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.engage.greetings.shipped.terms import CALLED as CALLED
from cheyuan.engage.greetings.shipped.warnings import WEATHER_KINDS as WEATHER_KINDS

KINDS: dict[str, object] = {
    "festival": pgettext_lazy("greeting", "Festival"), "term": pgettext_lazy("greeting", "Solar term"),
    "season": pgettext_lazy("greeting", "Season"), "weather": pgettext_lazy("greeting", "Weather"),
    "own": pgettext_lazy("greeting", "Own"),
}  # fmt: skip
WHOM: dict[str, object] = {"all": _("All customers"), "owners": _("Owners of a car")}
STATES: dict[str, object] = {
    "open": pgettext_lazy("greeting", "not held yet"), "held": pgettext_lazy("greeting", "handed to the outbox"),
    "stopped": pgettext_lazy("greeting", "taken back"),
}  # fmt: skip
SHAPES = {"open": "none", "held": "well", "stopped": "no"}
LEVELS: dict[int, object] = {
    1: pgettext_lazy("weather", "blue"), 2: pgettext_lazy("weather", "yellow"), 3: pgettext_lazy("weather", "orange"),
    4: pgettext_lazy("weather", "red"),
}  # fmt: skip
EVENT_STATES: dict[str, object] = {
    "told": pgettext_lazy("weather", "owners told"), "nobody": pgettext_lazy("weather", "all held back"),
    "waiting": pgettext_lazy("weather", "being told"),
    "over": pgettext_lazy("weather", "was over already"), "low": pgettext_lazy("weather", "below the store's level"),
    "off": pgettext_lazy("weather", "switched off here"), "cancelled": pgettext_lazy("weather", "cancelled"),
}  # fmt: skip
EVENT_SHAPES = {
    "told": "well",
    "nobody": "no",
    "waiting": "now",
    "over": "no",
    "low": "no",
    "off": "no",
    "cancelled": "no",
}
BACK: dict[str, object] = {
    "no_consent": pgettext_lazy("held back", "no consent"), "stopped": pgettext_lazy("held back", "want no offers"),
    "frequency": pgettext_lazy("held back", "had one lately"), "no_address": pgettext_lazy("held back", "no address"),
    "refused": pgettext_lazy("held back", "refused"), "closed_day": pgettext_lazy("held back", "closed that day"),
    "quiet_hours": pgettext_lazy("held back", "quiet hours"), "stale": pgettext_lazy("held back", "too late"),
    "now": pgettext_lazy("held back", "too late"), "planned": pgettext_lazy("held back", "too late"),
}  # fmt: skip
"""Why somebody of the audience gets nothing."""
MESSAGES: dict[str, object] = {
    "held": pgettext_lazy("greeting's message", "waiting"), "due": pgettext_lazy("greeting's message", "waiting"),
    "claimed": pgettext_lazy("greeting's message", "leaving"), "sent": pgettext_lazy("greeting's message", "sent"),
    "delivered": pgettext_lazy("greeting's message", "delivered"), "failed": pgettext_lazy("greeting's message", "failed"),
    "unknown": pgettext_lazy("greeting's message", "in doubt"), "refused": pgettext_lazy("held back", "refused"),
    "dropped": pgettext_lazy("greeting's message", "held back at the end"),
    "merged": pgettext_lazy("greeting's message", "joined with another"),
    "withdrawn": pgettext_lazy("greeting's message", "taken back"),
}  # fmt: skip
REASONS: dict[str, object] = {
    "greeting_festival": _("Festival greeting"), "greeting_term": _("Greeting for a solar term"),
    "greeting_season": _("Advice for the season"), "greeting_weather": _("Advice for bad weather"),
    "greeting_own": _("Greeting of the store"),
}  # fmt: skip
SENTENCES: dict[str, object] = {
    "greeting_title": _("Please give it a name of at most %(most)s characters."),
    "greeting_day": _("There is no such day. Please choose a day that comes every year."),
    "greeting_whom": _("Please choose who gets it."),
    "greeting_age": _("The age of the car is a number of months from 0 to 600, the second not below the first."),
    "greeting_car": _("The car can only be named when the greeting is for owners."),
    "greeting_many": _("A store has at most %(most)s greetings of its own."),
    "greeting_changed": _("A colleague has changed this greeting meanwhile. Please look at it again."),
    "wave_gone": _("Nothing of it waits any more; there is nothing to take back."),
    "weather_source": _("Please give source and number of the event (at most 40 and 80 characters)."),
    "weather_kind": _("This kind of weather is not known."),
    "weather_level": _("The level is blue, yellow, orange or red (1 to 4)."),
    "weather_region": _("There is no province or city called “%(name)s”."),
    "weather_time": _("The end must come after the beginning, at most %(days)s days later."),
    "weather_known": _("An event with this number is known already."),
    "weather_cancelled": _("This event was cancelled already."),
    "weather_file": _("Please give a CSV file (UTF-8 or GB 18030, at most 1 MB) with the columns of the example."),
    "weather_faults": _("%(count)s lines cannot be read. Nothing was taken over."),
}  # fmt: skip
