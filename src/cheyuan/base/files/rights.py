"""Whose files one may open: each purpose names the right of the app that asked for the file."""

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied

_purposes: dict[str, str] = {}


def register(purpose: str, right: str) -> None:
    """Files of this purpose ("intake.book") are opened by whoever has the right; done in AppConfig.ready."""
    _purposes[purpose] = right


def require(by: Actor, purpose: str) -> None:
    """Raise Denied when the actor may not open files of this purpose; nobody may open those of an unknown one."""
    if purpose not in _purposes:
        raise Denied(f"files.{purpose}")
    by.require(_purposes[purpose])
