"""Who makes surveys, invites to them, fills them in with customers, and learns from them."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.right import CARE, MANAGERS, Right

LEADERS = CARE | MANAGERS | {"quality_inspector", "marketing_manager"}
WORKERS = LEADERS | {"service_advisor", "sales_consultant", "front_desk"}
VIEW = Right("surveys.view", _("See answers to surveys (about oneself, without the right to all)"), WORKERS)
ALL_OF_THEM = Right("surveys.all", _("See all answers and the results of surveys"), LEADERS)
EDIT = Right("surveys.edit", _("Write surveys"), MANAGERS)
INVITE = Right("surveys.invite", _("Invite to surveys"), WORKERS)
MANY = Right("surveys.many", _("Send surveys to many customers"), MANAGERS | {"marketing_manager"})
ANSWER = Right("surveys.answer", _("Fill in surveys with customers"), WORKERS)
REPLY = Right("surveys.reply", _("Answer questions from surveys"), WORKERS)
EXPORT = Right("surveys.export", _("Export answers to surveys"), MANAGERS)
ALL = (VIEW, ALL_OF_THEM, EDIT, INVITE, MANY, ANSWER, REPLY, EXPORT)


def sees_all(by: Actor) -> bool:
    """Whether the actor sees every answer of the store, not only those about their own work."""
    return by.may("surveys.all")
