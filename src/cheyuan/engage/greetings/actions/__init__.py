"""What may be done with greetings and weather events."""

from cheyuan.engage.greetings.actions.calendar import add, change, switch
from cheyuan.engage.greetings.actions.waves import asked_on, hold_day, stop
from cheyuan.engage.greetings.actions.weather import (
    Taken,
    asked_for,
    cancel,
    concerned,
    enter,
    hold_event,
    take,
    text_of,
)
from cheyuan.engage.greetings.greeting import Given

__all__ = [
    "Given", "Taken", "add", "asked_for", "asked_on", "cancel", "change", "concerned", "enter", "hold_day", "hold_event",
    "stop", "switch", "take",
    "text_of",
]  # fmt: skip
