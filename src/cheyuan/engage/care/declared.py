"""What customer care makes known to the other rooms: rights, policies, kinds, sentences of the timeline, the nightly plan."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.base.intake import loaders
from cheyuan.base.journal import verbs
from cheyuan.engage.care import rights
from cheyuan.engage.care.actions.imports import undo_import
from cheyuan.engage.care.plan.policy import specs
from cheyuan.kernel import policy, ref
from cheyuan.kernel.policy import PolicySpec

POLICIES = (
    PolicySpec(
        "care.offered_per_day", 40, _("New tasks offered per rule, person and day"), least=1, most=5000, group=_("Care plan"),
        help=_("A new book does not flood the first day: the plan is complete, this limit only spreads when tasks are offered."),
    ),
)  # fmt: skip
VERBS = {
    "task.opened": _("To be contacted: %(rule)s, due %(due)s"),
    "task.closed": _("No longer to be contacted: %(rule)s"),
}


def declare() -> None:
    """Make all of it known; called once at start."""
    rights.declare()
    policy.register(*specs(_), *POLICIES)
    verbs.register(VERBS)
    ref.register(ref.Kind("task", _("Care task"), lambda one: reverse("contact:task", args=[one]), "care.tasks.view", "phone"))
    loaders.register_undo(10, undo_import)
