"""The words of outcomes, for the reports above: which count as attempts, why not, what is no reminder."""

from collections.abc import Mapping

from cheyuan.engage.contact.outcomes import BY_CODE, CORRECTIONS, MISSED, REASONS


def attempt_outcomes() -> list[str]:
    """Outcomes of calls and messages; what a correction ends with is none."""
    return list(BY_CODE)


def missed_outcomes() -> list[str]:
    """Outcomes after which somebody must be tried again."""
    return list(MISSED)


def no_reminders() -> list[str]:
    """Rules that are work of the house itself: data to put right, complaints to answer."""
    return list(CORRECTIONS)


def reasons() -> Mapping[str, object]:
    """Why not this time: code → words."""
    return REASONS
