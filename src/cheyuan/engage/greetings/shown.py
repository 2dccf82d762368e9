"""Entries of the calendar in words: their day rule, their placeholders, what a form may choose from."""

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cheyuan.base.channels import wordings
from cheyuan.engage.greetings.greeting import Greeting
from cheyuan.engage.greetings.shipped.terms import CALLED
from cheyuan.kernel.almanac import TERMS, DayRule
from cheyuan.kernel.places import provinces

NTH = (1, 2, 3, 4)


def rule_words(rule: DayRule | None) -> str:
    """When it comes, as people say it."""
    if rule is None:
        return _("when such weather is reported for the region")
    names = {"month": str(MONTHS[rule.month]), "day": rule.day, "nth": rule.nth, "weekday": str(WEEKDAYS[rule.weekday]),
             "term": str(CALLED.get(rule.term, rule.term)), "number": rule.month}  # fmt: skip
    said = {
        "sun": _("%(day)s %(month)s"), "moon": _("day %(day)s of lunar month %(number)s"), "term": _("%(term)s"),
        "weekday": _("%(weekday)s number %(nth)s of %(month)s"),
    }[rule.kind] % names  # fmt: skip
    if not rule.shift:
        return said
    words = (
        ngettext("%(count)s day after %(root)s", "%(count)s days after %(root)s", rule.shift)
        if rule.shift > 0
        else ngettext("%(count)s day before %(root)s", "%(count)s days before %(root)s", -rule.shift)
    )
    return words % {"count": abs(rule.shift), "root": said}


def places_of(one: Greeting) -> list[tuple[str, object]]:
    """The placeholders that its words may have, and what each stands for."""
    more = {"place": _("The region"), "level": _("The level of the warning"), "until": _("When it ends")}
    return [(f"{{{name}}}", more.get(name) or wordings.PLACEHOLDERS[name][0]) for name in one.places]


def picks() -> dict[str, list[tuple[str, object]]]:
    """What the parts of a day rule may be."""
    return {
        "kind": [("sun", _("Day of the year")), ("moon", _("Lunar day")), ("term", _("Solar term")),
                 ("weekday", _("Weekday of a month"))],
        "term": [(name, CALLED[name]) for name in TERMS],
        "nth": [(str(number), str(number)) for number in NTH],
        "weekday": [(str(number), name) for number, name in WEEKDAYS.items()],
    }  # fmt: skip


def months() -> list[tuple[str, object]]:
    """The months by number."""
    return [(str(number), name) for number, name in MONTHS.items()]


def places() -> list[str]:
    """All cities."""
    return sorted({city for cities in provinces().values() for city in cities})
