"""Who takes complaints, works on them, leads them, and learns from them."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.right import CARE, MANAGERS, Right

LEADERS = CARE | MANAGERS | {"parts_manager"}
WORKERS = LEADERS | {"service_advisor", "sales_consultant", "front_desk", "quality_inspector", "marketing_manager"}
VIEW = Right("complaints.view", _("See complaints (one's own, without the right to all)"), WORKERS)
ALL_OF_THEM = Right("complaints.all", _("See all complaints of the store"), LEADERS | {"quality_inspector"})
TAKE = Right("complaints.take", _("Take a complaint"), WORKERS)
WORK = Right("complaints.work", _("Answer, solve and tell complaints"), WORKERS)
LEAD = Right("complaints.lead", _("Classify, give out, close and reopen complaints"), LEADERS)
COMPENSATE = Right(
    "complaints.compensate", _("Ask for a compensation"), LEADERS | {"service_advisor", "sales_consultant"}
)
ANALYSIS = Right("complaints.analysis", _("See the analysis of complaints"), MANAGERS | {"quality_inspector"})
IMPROVE = Right("complaints.improve", _("Decide improvements"), MANAGERS | {"quality_inspector"})
EXPORT = Right("complaints.export", _("Export complaints"), MANAGERS)
ALL = (VIEW, ALL_OF_THEM, TAKE, WORK, LEAD, COMPENSATE, ANALYSIS, IMPROVE, EXPORT)


def sees_all(by: Actor) -> bool:
    """Whether the actor sees every complaint of the store, not only their own."""
    return by.may("complaints.all")
