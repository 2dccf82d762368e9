"""Times and figures as people say them, in the language of the page. Pure: "now" and "today" are passed in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext, ngettext, pgettext_lazy

from cheyuan.kernel.clock import SHANGHAI

_MONTH, _WEEKDAY = "short month", "short weekday"
MONTHS = [
    pgettext_lazy(_MONTH, name)
    for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
]
WEEKDAYS = [pgettext_lazy(_WEEKDAY, name) for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]


@dataclass(frozen=True)
class Due:
    """A deadline in words with its meaning: over, now (today), wait, or "" (later)."""

    kind: str
    words: str


def parts(day: date) -> dict[str, object]:
    """What a date's format may use: year, month (number), month_name, day."""
    return {"year": day.year, "month": day.month, "month_name": MONTHS[day.month - 1], "day": day.day}


def month_and_day(day: date) -> str:
    """ "Nov 26", whatever the year."""
    return gettext("%(month_name)s %(day)s") % parts(day)


def say_date(day: date, today: date) -> str:
    """ "Nov 26"; the year too when it is not this one."""
    return month_and_day(day) if day.year == today.year else full_date(day)


def full_date(day: date) -> str:
    """ "Nov 26, 2026"."""
    return gettext("%(month_name)s %(day)s, %(year)s") % parts(day)


def month(day: date) -> str:
    """ "Nov 2026"."""
    return gettext("%(month_name)s %(year)s") % parts(day)


def say_day(day: date, today: date) -> str:
    """today, tomorrow, yesterday, the weekday within the next six days, else the date."""
    away = (day - today).days
    if away in (-1, 0, 1):
        return (gettext("yesterday"), gettext("today"), gettext("tomorrow"))[away + 1]
    return str(WEEKDAYS[day.weekday()]) if 1 < away < 7 else say_date(day, today)


def local(at: datetime) -> datetime:
    """The wall-clock time of the stores."""
    return at.astimezone(SHANGHAI)


def say_moment(at: datetime, now: datetime) -> str:
    """ "today 18:00", "Tue 14:00", "Nov 26 09:30"."""
    here = local(at)
    return f"{say_day(here.date(), local(now).date())} {here:%H:%M}"


def exact(value: date | datetime) -> str:
    """The unmistakable form, shown on hover: "2026-11-28 18:00"."""
    return f"{local(value):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else f"{value:%Y-%m-%d}"


def late_by(gap: timedelta) -> str:
    """ "2 days overdue", "3 hours overdue", "20 minutes overdue"."""
    minutes = max(1, int(gap.total_seconds() // 60))
    if minutes >= 1440:
        return ngettext("%(count)s day overdue", "%(count)s days overdue", minutes // 1440) % {"count": minutes // 1440}
    if minutes >= 60:
        return ngettext("%(count)s hour overdue", "%(count)s hours overdue", minutes // 60) % {"count": minutes // 60}
    return ngettext("%(count)s minute overdue", "%(count)s minutes overdue", minutes) % {"count": minutes}


def say_due(value: date | datetime, now: datetime, *, waiting: bool = False) -> Due:
    """A deadline: overdue by how much, today with its time, else the day. ``waiting``: it is the customer's turn."""
    today = local(now).date()
    if isinstance(value, datetime):
        gap, day, words = now - value, local(value).date(), say_moment(value, now)
        words = words if (day - today).days < 7 else say_day(day, today)
    else:
        gap, day, words = timedelta(days=(today - value).days), value, say_day(value, today)
    if waiting:
        return Due("wait", words)
    if gap > timedelta(0):
        return Due("over", late_by(gap))
    return Due("now" if day == today else "", words)


def ago(at: datetime, now: datetime) -> str:
    """For what just happened: "just now", "12 min ago", then the moment."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return gettext("%(count)s min ago") % {"count": minutes}
    return say_moment(at, now)


def span(minutes: int) -> str:
    """A length of time: "1 h 20 min", "45 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return gettext("%(hours)s h") % {"hours": hours}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def kilometres(km: int | None) -> str:
    """ "78,130 km"; a dash when unknown."""
    return "—" if km is None else gettext("%(km)s km") % {"km": f"{km:,}"}
