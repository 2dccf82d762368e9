"""Rights: what an action asks for. Each app declares its rights and which roles carry them from the start."""

from collections.abc import Iterable
from dataclasses import dataclass

ROLES = (
    "group_admin",
    "general_manager",
    "care_manager",
    "care_agent",
    "sales_manager",
    "sales_consultant",
    "service_manager",
    "service_advisor",
    "technician",
    "workshop_controller",
    "quality_inspector",
    "parts_manager",
    "parts_clerk",
    "marketing_manager",
    "marketing",
    "finance",
    "front_desk",
    "driver",
    "appraiser",
)
MANAGERS = frozenset({"group_admin", "general_manager", "care_manager", "sales_manager", "service_manager"})
CARE = frozenset({"care_agent", "care_manager", "general_manager", "group_admin"})
EVERYONE = frozenset(ROLES)


@dataclass(frozen=True)
class Right:
    """One right ("customers.edit"), its label for people (lazily translated) and the roles that carry it by default."""

    name: str
    label: object
    roles: frozenset[str]


_rights: dict[str, Right] = {}


def register(*rights: Right) -> None:
    """Make rights known; called in AppConfig.ready of the app whose actions ask for them."""
    _rights.update({right.name: right for right in rights})


def rights() -> dict[str, Right]:
    """All declared rights by name."""
    return dict(_rights)


def carried_by(roles: Iterable[str]) -> frozenset[str]:
    """The rights that the roles carry by default."""
    held = frozenset(roles)
    return frozenset(name for name, right in _rights.items() if right.roles & held)
