"""The list of greetings that went out, and the list of weather events."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.base.lists.cells import day, named, plain_day
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Text, equals, span
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.engage.greetings import queries, rights, words
from cheyuan.engage.greetings.models import Event, Wave
from cheyuan.engage.greetings.shipped import BY_CODE
from cheyuan.kernel.actor import Actor


def wave_page(wave_id: int) -> str:
    """The page of a greeting that went out."""
    return reverse("greetings:page", args=[wave_id])


def event_page(event_id: int) -> str:
    """The page of a weather event."""
    return reverse("weather:page", args=[event_id])


def title(row: Wave) -> str:
    """What it is called in the reader's language; what a store made or renamed by its own name."""
    return str(BY_CODE[row.code].title) if row.code in BY_CODE and row.kind != "own" else row.title


def held(row: Wave) -> int:
    """How many messages were handed to the outbox."""
    return int(row.counts.get("held", 0))


def event_title(row: Event) -> str:
    """Kind and place."""
    return f"{words.WEATHER_KINDS.get(row.kind, row.kind)} · {places(row)}"


def places(row: Event) -> str:
    """The regions, shortened."""
    more = f" +{len(row.regions) - 3}" if len(row.regions) > 3 else ""
    return "、".join(row.regions[:3]) + more


def event_state(row: Event) -> str:
    """Where it stands: a key of ``words.EVENT_STATES``."""
    if row.reason == "told" and not told(row):
        return "nobody"
    return row.reason or "waiting"


def told(row: Event) -> int:
    """How many owners got a message held."""
    return sum(held(wave) for wave in row.waves.all())


def _events(by: Actor) -> "QuerySet[Event]":
    return queries.events(by).prefetch_related("waves")


def _found(_by: Actor, typed: str) -> Q:
    return Q(headline__icontains=typed) | Q(number__iexact=typed) | Q(regions__contains=[typed])


def _levels() -> list[tuple[str, object]]:
    return [(str(number), word) for number, word in words.LEVELS.items()]


WAVES = List(
    name="waves", room="greetings", kind="greeting_wave", title=_("Greetings sent"), right=rights.VIEW.name,
    export_right=rights.EXPORT.name, rows=queries.waves, sort="-day", card=("title", "state", "held", "day"),
    counted=lambda count, number: ngettext("%(count)s greeting", "%(count)s greetings", number) % {"count": count},
    columns=(
        Column("title", _("Greeting"), lambda row, _v: title(row), lambda row, _v: named(title(row), wave_page(row.pk)),
               brief=lambda row, _v: title(row), wide=True),
        Column("kind", pgettext_lazy("greeting", "Kind"), lambda row, _v: str(words.KINDS.get(row.kind, row.kind)), quiet=True),
        Column("state", _("State"), lambda row, _v: str(words.STATES[row.state]),
               lambda row, _v: m(words.SHAPES[row.state], str(words.STATES[row.state]))),
        Column("people", _("People asked about"), lambda row, _v: str(row.audience), numeric=True),
        Column("held", _("Messages held"), lambda row, _v: str(held(row)), numeric=True),
        Column("back", _("Held back by the policy"), lambda row, _v: str(row.audience - held(row)), numeric=True),
        Column("day", _("Day"), lambda row, _v: plain_day(row.day), lambda row, _v: day(row.day), sort=("day",),
               descending=True, quiet=True),
        Column("by", _("By"), lambda row, _v: row.by_name, quiet=True, shown=False),
    ),
    filters=(
        Choice("kind", pgettext_lazy("greeting", "Kind"), tuple(words.KINDS.items()), equals("kind")),
        Choice("state", _("State"), tuple(words.STATES.items()), equals("state")),
        Dates("day", _("Day"), span("day")),
    ),
    tabs=(
        Tab("all", pgettext_lazy("greetings", "All")),
        Tab("festival", pgettext_lazy("greeting", "Festival"), {"kind": "festival"}),
        Tab("weather", pgettext_lazy("greeting", "Weather"), {"kind": "weather"}),
        Tab("stopped", pgettext_lazy("greeting", "taken back"), {"state": "stopped"}),
    ),
    empty=Empty(_("Nothing has gone out yet. On its day each greeting that is on in the calendar goes out by itself."),
                "calendar", _("Open the greeting calendar"), "calendar", rights.VIEW.name),
)  # fmt: skip
EVENTS = List(
    name="weather_events", room="weather", kind="weather_event", title=_("Weather events"), right=rights.VIEW.name,
    export_right=rights.EXPORT.name, rows=_events, sort="-from", card=("title", "state", "level", "until"),
    counted=lambda count, number: ngettext("%(count)s event", "%(count)s events", number) % {"count": count},
    columns=(
        Column("title", pgettext_lazy("weather", "Event"), lambda row, _v: event_title(row),
               lambda row, _v: named(event_title(row), event_page(row.pk)), brief=lambda row, _v: event_title(row), wide=True),
        Column("level", pgettext_lazy("weather", "Level"), lambda row, _v: str(words.LEVELS.get(row.level, row.level))),
        Column("state", _("State"), lambda row, _v: str(words.EVENT_STATES[event_state(row)]),
               lambda row, _v: m(words.EVENT_SHAPES[event_state(row)], str(words.EVENT_STATES[event_state(row)]))),
        Column("told", _("Messages held"), lambda row, _v: str(told(row)), numeric=True),
        Column("from", pgettext_lazy("weather", "From"), lambda row, _v: plain_day(row.valid_from),
               lambda row, _v: day(row.valid_from), sort=("valid_from",), descending=True, quiet=True),
        Column("until", pgettext_lazy("weather", "Until"), lambda row, _v: plain_day(row.valid_to),
               lambda row, _v: day(row.valid_to), quiet=True),
        Column("source", pgettext_lazy("weather", "Source"), lambda row, _v: row.source, quiet=True),
        Column("number", pgettext_lazy("weather", "Number"), lambda row, _v: row.number, quiet=True, shown=False),
        Column("headline", pgettext_lazy("weather", "Headline"), lambda row, _v: row.headline or "—", quiet=True, shown=False),
    ),
    filters=(
        Text("q", _("Search"), _found, hint=_("Headline, number or city")),
        Choice("kind", pgettext_lazy("weather", "Kind of weather"), tuple(words.WEATHER_KINDS.items()), equals("kind")),
        Choice("level", pgettext_lazy("weather", "Level"), _levels, equals("level")),
        Choice("state", _("State"), tuple((key, word) for key, word in words.EVENT_STATES.items() if key != "nobody"),
               lambda _by, value: Q(reason="" if value == "waiting" else value)),
        Dates("from", pgettext_lazy("weather", "From"), span("valid_from__date")),
    ),
    tabs=(
        Tab("all", pgettext_lazy("weather", "All")),
        Tab("told", pgettext_lazy("weather", "owners told"), {"state": "told"}),
        Tab("cancelled", pgettext_lazy("weather", "cancelled"), {"state": "cancelled"}),
    ),
    create=Empty("", action=_("Report an event"), url_name="new", right=rights.WARN.name),
    empty=Empty(_("No weather event yet. They come from a weather service, a file or by hand; owners in the region get advice."),
                "cloud", _("Report an event"), "new", rights.WARN.name),
)  # fmt: skip
