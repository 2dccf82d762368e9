"""Why a task exists, in a sentence (CARE-06), from the figures that the plan wrote into it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cheyuan.insight.scores.queries import spoken as reason

Facts = Mapping[str, Any]


def sentence(rule: str, facts: Facts) -> str:
    """The explanation in the active language; of a rule that is not shipped only its day, empty without figures."""
    return _WRITERS.get(rule, _counted)(facts) if facts else ""


def km(value: int) -> str:
    """Kilometres with thousands: 31,200."""
    return f"{value:,}"


def pace(facts: Facts) -> str:
    """Kilometres a day, rounded half up to one decimal; whole numbers without it."""
    tenths = (20 * facts["pace_km"] + facts["pace_days"]) // (2 * facts["pace_days"])
    return f"{tenths // 10:,}" + (f".{tenths % 10}" if tenths % 10 else "")


def _together(*parts: str) -> str:
    text = ""
    for part in filter(None, parts):
        text = _("%(first)s %(second)s") % {"first": text, "second": part} if text else part
    return text


def _delivered(facts: Facts) -> str:
    return _("Delivered on %(day)s.") % {"day": facts["delivered_on"]}


def _counted(facts: Facts) -> str:
    return _("Counted from %(day)s.") % {"day": facts["day"]} if "day" in facts else ""


def _visited(facts: Facts) -> str:
    return _("In the workshop on %(day)s.") % {"day": facts["visited_on"]}


def _audited(facts: Facts) -> str:
    if facts["after"] == "delivery":
        return _("Audit of the calls after the delivery on %(day)s.") % {"day": facts["day"]}
    return _("Audit of the call after the visit on %(day)s.") % {"day": facts["day"]}


def _service(facts: Facts) -> str:
    return _together(_basis(facts), _due(facts), _latest(facts))


def _overdue(facts: Facts) -> str:
    due = min(filter(None, (facts["by_date"], facts["by_km"])))
    return _together(_("The service due on %(day)s was not done here.") % {"day": due}, _basis(facts), _latest(facts))


def _basis(facts: Facts) -> str:
    figures = {
        "day": facts["base_on"],
        "months": facts["months"],
        "interval": km(facts["km"]),
        "pace": pace_or_none(facts),
    }
    if facts["base"] == "delivery":
        return (
            _(
                "Delivered on %(day)s, first service after %(months)s months or %(interval)s km, "
                "estimated %(pace)s km a day."
            )
            % figures
        )
    if facts["base_km"] is None:
        return _("Last service %(day)s without a reading, interval %(months)s months.") % figures
    return _(
        "Last service %(day)s at %(km)s km, interval %(months)s months / %(interval)s km, estimated %(pace)s km a day."
    ) % {**figures, "km": km(facts["base_km"])}


def pace_or_none(facts: Facts) -> str:
    """The pace, or a dash when the car has no reading at all."""
    return pace(facts) if facts.get("pace_days") else "–"


def _due(facts: Facts) -> str:
    if facts["by"] == "date":
        return _("Due by date on %(day)s.") % {"day": facts["by_date"]}
    figures = {"day": facts["by_km"], "km": km(facts["target_km"])}
    if facts["by_km"] <= facts["latest_on"]:
        return _("%(km)s km were reached on %(day)s.") % figures
    return _("%(km)s km are expected on %(day)s.") % figures


def _latest(facts: Facts) -> str:
    if facts["latest_on"] is None or (facts["latest_on"], facts["latest_km"]) == (facts["base_on"], facts["base_km"]):
        return ""
    return _("Latest reading %(km)s km on %(day)s.") % {"km": km(facts["latest_km"]), "day": facts["latest_on"]}


def _warranty(facts: Facts) -> str:
    if facts["by"] == "date":
        return _("The warranty ends on %(day)s.") % {"day": facts["by_date"]}
    figures = {"day": facts["by_km"], "km": km(facts["km"]), "pace": pace(facts), "date": facts["by_date"]}
    if facts["by_km"] <= facts["latest_on"]:
        return _("The warranty ended at %(km)s km, reached on %(day)s (by date it ends on %(date)s).") % figures
    return (
        _("The warranty ends at %(km)s km, expected on %(day)s at %(pace)s km a day (by date it ends on %(date)s).")
        % figures
    )


def _inspection(facts: Facts) -> str:
    if facts["source"] == "recorded":
        return _("The inspection is recorded for %(day)s.") % {"day": facts["due_on"]}
    return _("The inspection is due on %(day)s, counted from the registration on %(registered)s.") % {
        "day": facts["due_on"],
        "registered": facts["registered_on"],
    }


def _insurance(facts: Facts) -> str:
    return _("The insurance ends on %(day)s.") % {"day": facts["ends_on"]}


def _birthday(facts: Facts) -> str:
    return _("Born on %(day)s.") % {"day": facts["birthday"]}


def _guest(facts: Facts) -> str:
    figures = {"day": facts["visited_on"]}
    if facts["showroom"] and facts["workshop"]:
        return _("A VIP or key account: in the showroom and the workshop on %(day)s.") % figures
    if facts["workshop"]:
        return _("A VIP or key account: in the workshop on %(day)s.") % figures
    return _("A VIP or key account: in the showroom on %(day)s.") % figures


def _drawn(facts: Facts) -> str:
    return _("Came to look at cars on %(day)s and was drawn for an interview.") % {"day": facts["visited_on"]}


def _candidate(facts: Facts) -> str:
    figures = {"score": facts["score"], "day": facts["since"]}
    first = _("A trade-in candidate since %(day)s with %(score)s of 100 points.") % figures
    return _together(first, *(reason(one) for one in facts.get("reasons", ())))


_WRITERS: dict[str, Callable[[Facts], str]] = {
    **dict.fromkeys(("R01", "R02", "R03", "R04", "R05"), _delivered),
    **{"R06": _visited, "R07": _audited},
    **dict.fromkeys(("R08a", "R08b", "R09", "R10"), _service),
    **dict.fromkeys(("R17", "R25"), _overdue),
    **{
        "R11": _warranty,
        "R12": _inspection,
        "R13": _insurance,
        "R14": _birthday,
        "R19": _guest,
        "R20": _drawn,
        "R22": _candidate,
    },
}
