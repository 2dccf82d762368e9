"""Greetings and weather over the API: the calendar, what went out, and the intake of weather events."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import AwareDatetime, Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.greetings import actions, queries
from cheyuan.engage.greetings.models import Event, Wave
from cheyuan.engage.greetings.weather.reports import LEVELS, Report
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied

greetings, weather = Router(), Router()
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
Moment = Annotated[AwareDatetime, Field(ge=FIRST, le=LAST)]
Kind = Literal["heavy_rain", "typhoon", "snow", "heat", "cold_wave", "quake"]
Entry = Annotated[str, Field(max_length=40)]
Colour = Literal["blue", "yellow", "orange", "red"]
COLOURS = {number: name for name, number in LEVELS.items()}


class GreetingOfStore(In):
    """Of which store; the one worked in without."""

    store_id: Id | None = None


class SwitchIn(GreetingOfStore):
    """On or off."""

    on: bool


class GreetingDayOut(Out):
    """One day of the calendar."""

    day: date
    code: str
    kind: str
    title: str
    on: bool
    near: str = Field(description="Another greeting of the seven days before: the policy will hold this one back")
    wave_id: int | None


class GreetingMonthOut(Out):
    """A month of the calendar."""

    first: date
    on: int
    least: int = Field(description="How many the policy wants")
    days: list[GreetingDayOut]
    proposals: list[str] = Field(description="Codes of entries that are off and would fill the month")


class GreetingOut(Out):
    """An entry of the calendar as it holds."""

    code: str
    kind: str
    title: str
    on: bool
    zh: str
    en: str
    whom: str


class WaveOut(Out):
    """One greeting that went out."""

    id: int
    store_id: int
    code: str
    cycle: str
    kind: str
    title: str
    day: date
    leaves_at: datetime
    state: Literal["open", "held", "stopped"]
    audience: int
    counts: dict[str, int] = Field(description="held: messages; other keys: why people were held back")


class StoppedOut(Out):
    """How many messages were taken back."""

    count: int


class WeatherIn(In):
    """An event; source and number name it for ever. Sent again it changes nothing, changed it revises the event."""

    source: Annotated[str, Field(min_length=1, max_length=40)]
    number: Annotated[str, Field(min_length=1, max_length=80)]
    kind: Kind
    level: Colour
    regions: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=40)]], Field(min_length=1, max_length=100)
    ] = Field(description="Provinces and cities by their Chinese names")
    valid_from: Moment
    valid_to: Moment
    headline: Annotated[str, Field(max_length=200)] = ""
    cancelled: bool = False


class WeatherOut(Out):
    """An event in one store. reason: told, over, low, off, cancelled; empty while owners are being told."""

    id: int
    store_id: int
    source: str
    number: str
    kind: str
    level: Colour
    regions: list[str]
    valid_from: datetime
    valid_to: datetime
    headline: str
    state: str
    reason: str


class WeatherTakenOut(Out):
    """What became of a report in one store."""

    outcome: Literal["new", "same", "revised", "cancelled"]
    event: WeatherOut


class WeatherPageIn(PageIn):
    """Which events."""

    kind: Kind | Literal[""] = ""


def _store(by: Actor, wanted: int | None) -> int:
    store = wanted or by.store_id or by.store_ids[0]
    if store not in by.store_ids:
        raise Denied("store")
    return store


def _event(one: Event) -> dict[str, Any]:
    names = (
        "id",
        "store_id",
        "source",
        "number",
        "kind",
        "regions",
        "valid_from",
        "valid_to",
        "headline",
        "state",
        "reason",
    )
    return {**{name: getattr(one, name) for name in names}, "level": COLOURS[one.level]}


@greetings.get("/calendar", response=list[GreetingMonthOut], summary="The greeting calendar", operation_id="greetings")
def calendar(request: Any, asked: Query[GreetingOfStore]) -> list[dict[str, Any]]:
    """Twelve months from this one, with what is missing to the policy."""
    by = request.actor
    months = queries.calendar(by, _store(by, asked.store_id), day_of(now()))
    return [
        {
            "first": month.first, "on": month.on, "least": month.least,
            "proposals": [one.greeting.code for one in month.proposals],
            "days": [
                {"day": one.day, "code": one.greeting.code, "kind": one.greeting.kind, "title": one.greeting.title,
                 "on": one.greeting.on, "near": one.near, "wave_id": one.wave.pk if one.wave else None}
                for one in month.days
            ],
        }
        for month in months
    ]  # fmt: skip


@greetings.post(
    "/entries/{entry}/switch", response=GreetingOut, summary="Switch a greeting", operation_id="greeting_switch"
)
@idempotent
def switch(request: Any, entry: Entry, given: SwitchIn) -> Any:
    """On or off in a store."""
    by = request.actor
    return actions.switch(by, _store(by, given.store_id), entry, given.on, at=now())


@greetings.get("/sent", response=Page[WaveOut], summary="Greetings that went out", operation_id="greetings_sent")
def sent(request: Any, asked: Query[PageIn]) -> Any:
    """Oldest number first."""
    return page(queries.waves(request.actor), asked)


@greetings.get("/sent/{int:wave_id}", response=WaveOut, summary="One of them", operation_id="greeting_sent")
def wave(request: Any, wave_id: int) -> Wave:
    """A greeting that went out."""
    return queries.wave(request.actor, wave_id)


@greetings.post(
    "/sent/{int:wave_id}/stop", response=StoppedOut, summary="Take a greeting back", operation_id="greeting_stop"
)
@idempotent
def stop(request: Any, wave_id: int) -> dict[str, int]:
    """What still waits does not leave."""
    return {"count": actions.stop(request.actor, wave_id, at=now())}


@weather.get("/events", response=Page[WeatherOut], summary="Weather events", operation_id="weather_events")
def events(request: Any, asked: Query[WeatherPageIn]) -> Any:
    """Oldest number first."""
    rows = queries.events(request.actor)
    return page(rows.filter(kind=asked.kind) if asked.kind else rows, asked, show=_event)


@weather.get("/events/{int:event_id}", response=WeatherOut, summary="A weather event", operation_id="weather_event")
def event(request: Any, event_id: int) -> dict[str, Any]:
    """One event in one store."""
    return _event(queries.event(request.actor, event_id))


@weather.post(
    "/events", response=list[WeatherTakenOut], summary="Report a weather event", operation_id="weather_report"
)
@idempotent
def report(request: Any, given: WeatherIn) -> list[dict[str, Any]]:
    """Kept in each of the caller's stores that lies in the region or has customers there; empty when it concerns none."""
    values = given.model_dump()
    one = Report(**{**values, "level": LEVELS[given.level], "regions": tuple(given.regions)})
    return [
        {"outcome": got.outcome, "event": _event(got.event)} for got in actions.take(request.actor, [one], at=now())
    ]


@weather.post(
    "/events/{int:event_id}/cancel", response=WeatherOut, summary="Cancel an event", operation_id="weather_cancel"
)
@idempotent
def cancel(request: Any, event_id: int) -> dict[str, Any]:
    """Nobody else is told; what still waits is taken back."""
    by = request.actor
    with scope(by):
        return _event(actions.cancel(by, event_id, at=now()))
