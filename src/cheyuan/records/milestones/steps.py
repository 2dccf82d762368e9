"""The steps of an order and of a job in the workshop, and which may follow which on the board."""

from collections.abc import Mapping

ORDER, WORKSHOP = "order", "workshop"
KINDS = (ORDER, WORKSHOP)
STEPS: Mapping[str, tuple[str, ...]] = {
    ORDER: ("ordered", "allocated", "in_transit", "arrived", "inspected", "ready", "delivered"),
    WORKSHOP: ("received", "in_work", "waiting_parts", "waiting_approval", "quality", "ready", "handed_over"),
}
"""Kind → its steps as columns of the board; the last one closes it."""
NEXT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    ORDER: {step: STEPS[ORDER][place + 1 :] for place, step in enumerate(STEPS[ORDER])},
    WORKSHOP: {
        "received": ("in_work", "waiting_parts", "waiting_approval"),
        "in_work": ("quality", "waiting_parts", "waiting_approval", "ready"),
        "waiting_parts": ("in_work", "waiting_approval"),
        "waiting_approval": ("in_work", "waiting_parts", "ready"),
        "quality": ("ready", "in_work"),
        "ready": ("handed_over", "in_work"),
        "handed_over": (),
    },
}
"""Kind → step → what may follow, the usual one first. Facts told by other systems may come in any order."""


def last_of(kind: str) -> str:
    """The step that closes an order or a job."""
    return STEPS[kind][-1]
