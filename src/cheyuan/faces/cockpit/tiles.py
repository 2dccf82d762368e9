"""Which tiles and pictures each role finds, and in which order: a beginning that everybody may change for themselves."""

from collections.abc import Collection, Sequence

GENERAL = (
    "coverage", "first_return", "periodic_return", "booking", "lapse", "csi", "nps", "complaint_closing", "value",
)  # fmt: skip
ROLES: dict[str, tuple[str, ...]] = {
    "group_admin": (
        "first_return", "periodic_return", "coverage", "booking", "lapse", "csi", "complaint_closing", "value", "visits",
    ),
    "general_manager": GENERAL,
    "care_manager": (
        "coverage", "overdue", "reach", "booking", "reminder_return", "first_coverage", "lapse", "csi", "complaint_closing",
    ),
    "service_manager": (
        "visits", "first_return", "periodic_return", "value", "lapse", "csi", "complaints_per_visits", "recall", "booking",
    ),
    "sales_manager": ("delivered", "first_coverage", "first_return", "nps", "csi", "response", "contact_return", "lapse_long"),
    "marketing_manager": (
        "messages_sent", "messages_refused", "contact_return", "recall", "lapse_short", "nps", "value", "delivered",
    ),
}  # fmt: skip
"""Of somebody with several roles the first one here decides."""
PICTURES: dict[str, tuple[str, ...]] = {
    "group_admin": ("stores", "funnel", "cohorts", "pareto"),
    "general_manager": ("funnel", "cohorts", "pareto"),
    "care_manager": ("funnel", "pareto", "cohorts"),
    "service_manager": ("cohorts", "funnel", "pareto"),
    "sales_manager": ("cohorts", "pareto"),
    "marketing_manager": ("cohorts", "funnel"),
}
MOST = 20


def role_of(roles: Collection[str]) -> str:
    """Whose cockpit these roles see."""
    return next((role for role in ROLES if role in roles), "general_manager")


def usual(roles: Collection[str], known: Collection[str]) -> list[str]:
    """The tiles of the role, of those that are known."""
    return [code for code in ROLES[role_of(roles)] if code in known]


def chosen(own: Sequence[str] | None, roles: Collection[str], known: Collection[str]) -> list[str]:
    """One's own tiles, else those of the role; a metric that is gone is left out."""
    if own is None:
        return usual(roles, known)
    return [code for code in own if code in known][:MOST]


def pictures(roles: Collection[str], stores: int) -> list[str]:
    """The big pictures of the role; stores beside each other only where there are several, and then first."""
    found = [one for one in PICTURES[role_of(roles)] if one != "stores"]
    return ["stores", *found] if stores > 1 else found


def step(
    tiles: Sequence[str], verb: str, code: str, roles: Collection[str], known: Collection[str]
) -> list[str] | None:
    """The tiles after ``verb`` (up, down, drop, add, reset) of one; None is "as the role has them"."""
    if verb == "reset":
        return None
    found = [one for one in tiles if one in known]
    if verb == "add" and code in known and code not in found and len(found) < MOST:
        return [*found, code]
    if code not in found:
        return found
    at = found.index(code)
    if verb == "drop" and len(found) > 1:
        found.remove(code)
    elif verb in ("up", "down"):
        other = at - 1 if verb == "up" else at + 1
        if 0 <= other < len(found):
            found[at], found[other] = found[other], found[at]
    return found
