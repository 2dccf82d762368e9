"""Of which milestones the customer hears (CARE-R24); the days of R23 belong to its rule."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec
from cheyuan.records.milestones.queries import STEP_WORDS as WORDS
from cheyuan.records.milestones.queries import STEPS

GROUP = _("Messages at milestones (R24)")
SAID = {
    "order": ("arrived", "ready"),
    "workshop": ("received", "waiting_parts", "waiting_approval", "ready"),
}
"""What is told unless a manager decides otherwise."""


def key_of(kind: str, step: str) -> str:
    """The policy that decides about a step."""
    return f"updates.{kind}_{step}"


POLICIES = tuple(
    PolicySpec(key_of(kind, step), step in SAID[kind], WORDS[f"{kind}.{step}"], group=GROUP)
    for kind, steps in STEPS.items()
    for step in steps
)
