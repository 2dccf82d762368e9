"""The roles in words, and the amounts that each may decide alone."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from cheyuan.base.policies import queries as policies
from cheyuan.kernel.policy import PolicySpec
from cheyuan.kernel.right import ROLES

LABELS: dict[str, object] = {
    "group_admin": _("Group administrator"),
    "general_manager": _("General manager"),
    "care_manager": _("Care manager"),
    "care_agent": _("Care agent"),
    "sales_manager": _("Sales manager"),
    "sales_consultant": _("Sales consultant"),
    "service_manager": _("Service manager"),
    "service_advisor": _("Service advisor"),
    "technician": _("Technician"),
    "workshop_controller": _("Workshop controller"),
    "quality_inspector": _("Quality inspector"),
    "parts_manager": _("Parts manager"),
    "parts_clerk": _("Parts clerk"),
    "marketing_manager": _("Marketing manager"),
    "marketing": _("Marketing"),
    "finance": _("Finance"),
    "front_desk": _("Front desk"),
    "driver": _("Driver"),
    "appraiser": _("Used-car appraiser"),
}
SKILLS: dict[str, object] = {"insurance": _("Insurance")}
DECISIONS: dict[str, object] = {
    "discount": _("Discount on one order"), "refund": _("Refund of one payment"), "write_off": _("Write-off of one item"),
    "compensation": _("Compensation for one complaint"), "voucher": _("Vouchers given by one decision"),
}  # fmt: skip
YUAN = 100
LIMITS: dict[tuple[str, str], int] = {
    ("discount", "sales_consultant"): 2_000, ("discount", "sales_manager"): 10_000, ("discount", "service_advisor"): 200,
    ("discount", "service_manager"): 2_000, ("discount", "parts_manager"): 1_000, ("discount", "general_manager"): 50_000,
    ("refund", "finance"): 5_000, ("refund", "general_manager"): 50_000,
    ("write_off", "parts_manager"): 1_000, ("write_off", "finance"): 2_000, ("write_off", "general_manager"): 20_000,
    ("compensation", "care_manager"): 500, ("compensation", "service_manager"): 2_000,
    ("compensation", "sales_manager"): 2_000, ("compensation", "general_manager"): 20_000,
    ("voucher", "care_agent"): 300, ("voucher", "service_advisor"): 300, ("voucher", "sales_consultant"): 300,
    ("voucher", "care_manager"): 5_000, ("voucher", "service_manager"): 5_000, ("voucher", "sales_manager"): 5_000,
    ("voucher", "marketing_manager"): 10_000, ("voucher", "general_manager"): 100_000,
}  # fmt: skip
"""Shipped limits in yuan; a store's own are policies "limits.<decision>.<role>"."""


def limit_policies() -> list[PolicySpec]:
    """One policy per decision and role that may take it, in fen."""
    return [
        PolicySpec(
            f"limits.{what}.{role}", yuan * YUAN, DECISIONS[what], unit="fen", help=LABELS[role], least=0,
            most=10**10, group=_("Limits of roles"),
        )
        for (what, role), yuan in LIMITS.items()
    ]  # fmt: skip


def words_of(roles: frozenset[str]) -> str:
    """The roles in words, weightiest first."""
    return "、".join(str(LABELS[role]) for role in ROLES if role in roles)


class Limits(Mapping[str, int]):
    """What these roles may decide alone in a store, in fen; asked of the policies only when somebody looks."""

    def __init__(self, roles: frozenset[str], store_id: int | None) -> None:
        self._roles, self._store_id = roles, store_id

    @cached_property
    def _amounts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for key, amount in policies.values("limits.", self._store_id).items():
            _room, what, role = key.split(".")
            if role in self._roles:
                found[what] = max(amount, found.get(what, 0))
        return found

    def __getitem__(self, name: str) -> int:
        return self._amounts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._amounts)

    def __len__(self) -> int:
        return len(self._amounts)
