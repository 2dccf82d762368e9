"""News of approvals."""

from dataclasses import dataclass

from cheyuan.kernel.events import Event


@dataclass(frozen=True)
class Asked(Event):
    """Somebody of the role ``role`` is asked to sign."""

    approval_id: int
    role: str


@dataclass(frozen=True)
class Decided(Event):
    """A question was answered: ``state`` approved, refused or withdrawn; ``asked_by`` the account that had asked."""

    approval_id: int
    state: str
    asked_by: int | None


@dataclass(frozen=True)
class Waits(Event):
    """A question has waited for ``hours`` for somebody of the role ``role``; told once on ``day`` (ISO)."""

    approval_id: int
    role: str
    hours: int
    day: str
