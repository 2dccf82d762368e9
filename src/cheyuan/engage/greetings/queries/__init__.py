"""What other rooms may read of greetings and weather."""

from cheyuan.engage.greetings.queries.calendar import (
    Day,
    Month,
    calendar,
    due,
    greeting,
    greetings,
    switched_on,
    versions,
)
from cheyuan.engage.greetings.queries.waves import Reached, lately, of_customer, people, states, waiting, wave, waves
from cheyuan.engage.greetings.queries.weather import event, events, silent

__all__ = [
    "Day", "Month", "Reached", "calendar", "due", "event", "events", "greeting", "greetings", "lately", "of_customer",
    "people", "silent", "states", "switched_on", "versions", "waiting", "wave", "waves",
]  # fmt: skip
