"""The demo's greetings: what the calendar had in the last weeks and has today, and weather of the last days."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment, now
from cheyuan.kernel.places import province_of

ROOM = "cheyuan.engage.greetings."
BACK = 30
WANTED = ("term_xiaoxue", "term_daxue", "term_dahan")
"""Solar terms that the store has switched on besides the shipped ones."""


def write(store: Any, as_of: date) -> int:
    """Live it by the real actions; answers how many greetings went out."""
    by = system(store.group_id, (store.pk,), name="演示")
    switch = import_string(f"{ROOM}actions.switch")
    for code in WANTED:
        switch(by, store.pk, code, True, at=moment(as_of - timedelta(days=BACK + 1), 9))
    hold_day, waves = import_string(f"{ROOM}actions.hold_day"), 0
    for back in range(BACK, -1, -1):
        day = as_of - timedelta(days=back)
        found = hold_day(by, store.pk, day, at=moment(day, 6, 10))
        waves += len(found)
        if found and back:
            _leave(by, moment(day, 10))
    return waves + _weather(by, store, as_of)


def _leave(by: Actor, at: datetime) -> None:
    for name in ("prepare", "leave"):
        import_string(f"cheyuan.base.channels.leaving.{name}")(by, lambda: at)


def _weather(by: Actor, store: Any, as_of: date) -> int:
    """Heavy rain three days ago in the province, a cold wave since this morning in the city, something small elsewhere."""
    report, take, hold_event = (
        import_string(f"{ROOM}{name}") for name in ("weather.reports.Report", "actions.take", "actions.hold_event")
    )
    since = as_of - timedelta(days=BACK)
    import_string("cheyuan.base.policies.actions.set_value")(
        by,
        "greetings.warnings_are",
        "service",
        for_store=store.pk,
        valid_from=since,
        reason="demo",
        at=moment(since, 9),
    )
    rained, today = as_of - timedelta(days=3), moment(as_of, 7)
    city, province = store.city, province_of(store.city) or store.city
    given = (
        report("气象局（演示）", f"{rained:%Y%m%d}01", "heavy_rain", 3, (province,), moment(rained, 14), moment(rained, 23),
               f"{province}发布暴雨橙色预警"),
        report("气象局（演示）", f"{as_of:%Y%m%d}01", "cold_wave", 2, (city,), today, today + timedelta(days=2),
               f"{city}发布寒潮黄色预警"),
        report("气象局（演示）", f"{as_of:%Y%m%d}02", "heat", 1, (city,), today - timedelta(days=1), today + timedelta(days=1)),
    )  # fmt: skip
    waves = 0
    for one in given:
        at = one.valid_from if one.valid_from < now() else now()
        for taken in take(by, [one], at=at):
            waves += hold_event(by, taken.event.pk, at=at) is not None
        if one.kind == "heavy_rain":
            _leave(by, at + timedelta(minutes=10))
    return waves
