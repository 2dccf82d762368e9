"""What greetings tell the pages of the care rules R15 and R16: how many people were reached lately."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.engage.care.panels import Beside
from cheyuan.engage.greetings.queries import lately
from cheyuan.kernel.actor import Actor

FESTIVE, WEATHER = ("festival", "term", "own"), ("season", "weather")


def _figures(by: Actor, kinds: tuple[str, ...], today: date) -> list[tuple[object, int]]:
    if not by.may("greetings.view"):
        return []
    told = lately(by, kinds, today)
    return [
        (_("Greetings"), told["waves"]), (_("People asked about"), told["people"]), (_("Messages held"), told["held"]),
        (_("Held back by the policy"), told["back"]),
    ]  # fmt: skip


BESIDES = (
    Beside("R15", _("Open the greeting calendar"), lambda: reverse("greetings:calendar"),
           lambda by, today: _figures(by, FESTIVE, today)),
    Beside("R16", _("Open the weather events"), lambda: reverse("weather:list"),
           lambda by, today: _figures(by, WEATHER, today)),
)  # fmt: skip
