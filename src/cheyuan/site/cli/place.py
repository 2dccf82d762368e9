"""Which store a command means, and as whom it acts there. Only after ``house.wake``."""

from typing import Any

from django.apps import apps

from cheyuan.kernel.actor import Actor, system
from cheyuan.site.cli.shared import Fault


def stores() -> list[Any]:
    """All stores, by group and code."""
    return list(apps.get_model("tenancy", "Store").objects.order_by("group_id", "code"))


def store(code: str | None) -> Any:
    """The store with this code (``group/code`` where codes repeat); without one the only store; Fault else."""
    found = [one for one in stores() if code in (None, one.code, f"{one.group_id}/{one.code}")]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Fault("no_store", f"there is no store {code}" if code else "there is no store yet: run cheyuan migrate")
    names = ", ".join(f"{one.group_id}/{one.code}" for one in found[:20])
    raise Fault("which_store", f"several stores fit, name one with --store: {names}")


def house_of(one: Any, name: str) -> Actor:
    """The system at work in one store."""
    return system(one.group_id, (one.id,), name=name)
