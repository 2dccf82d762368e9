"""What greetings make known to the other rooms."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.channels import reasons
from cheyuan.base.jobs import schedule, work
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.engage.care import panels
from cheyuan.engage.greetings import coverage, jobs, leftovers, listing, policies, rights, words
from cheyuan.engage.greetings.actions.weather import WORK
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import persons


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES)
    sentences.register(words.SENTENCES)
    reasons.register(words.REASONS)
    lists.register(listing.WAVES)
    lists.register(listing.EVENTS)
    persons.register(leftovers.PART)
    panels.register(*coverage.BESIDES)
    work.register(WORK, jobs.warn, _("Weather advice"))
    schedule.register(jobs.DAY, jobs.HOUR, jobs.MINUTE, jobs.daily)
    ref.register(ref.Kind("greeting_wave", _("Greeting"), listing.wave_page, rights.VIEW.name, "calendar"))
    ref.register(ref.Kind("weather_event", _("Weather event"), listing.event_page, rights.VIEW.name, "cloud"))
    ref.register(ref.Kind("greeting", _("Greeting calendar"), lambda _id: reverse("greetings:calendar"), rights.VIEW.name,
                          "calendar"))  # fmt: skip
    register_router("greetings", "cheyuan.engage.greetings.api.greetings")
    register_router("weather", "cheyuan.engage.greetings.api.weather")
    view = rights.VIEW.name
    nav.register(
        nav.Entry("greetings", _("Greetings"), "calendar", "greetings:calendar", right=view, order=48, rare=True),
        nav.Entry(
            "weather", pgettext_lazy("rail", "Weather"), "cloud", "weather:list", right=view, order=49, rare=True
        ),
    )
