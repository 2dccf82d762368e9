"""Which department receives: what somebody came for says it; else the post of who received them."""

from collections.abc import Collection

BY_PURPOSE = {"new_car": "sales", "test_drive": "sales", "delivery": "sales", "service": "service", "parts": "parts"}
BY_ROLE = {
    "sales_consultant": "sales", "sales_manager": "sales", "service_advisor": "service", "service_manager": "service",
    "technician": "service", "parts_clerk": "parts", "parts_manager": "parts",
}  # fmt: skip
MEMBERS = {
    "sales": ("sales_manager", "sales_consultant"), "service": ("service_manager", "service_advisor"),
    "parts": ("parts_manager", "parts_clerk"), "care": ("care_manager", "care_agent"),
}  # fmt: skip
"""The posts of a department, its manager's first."""


def department_of(purpose: str, roles: Collection[str] = ()) -> str:
    """sales, service, parts or care."""
    if purpose in BY_PURPOSE:
        return BY_PURPOSE[purpose]
    return next((BY_ROLE[role] for role in sorted(roles) if role in BY_ROLE), "care")


def manager_of(department: str) -> str:
    """The role that answers for a department."""
    return MEMBERS[department][0] if department in MEMBERS else "general_manager"
