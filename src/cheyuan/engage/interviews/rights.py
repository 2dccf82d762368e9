"""Who reads what visitors said."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.right import CARE, MANAGERS, Right
from cheyuan.records.customers.rights import SALES, SERVICE

VIEW = Right(
    "interviews.view", _("See interviews of visitors (of one's own, without the right to all)"),
    CARE | MANAGERS | SALES | SERVICE,
)  # fmt: skip
EVERYBODYS = Right("interviews.all", _("See all interviews of visitors"), CARE | MANAGERS)
ALL = (VIEW, EVERYBODYS)


def sees_all(by: Actor) -> bool:
    """Whether the actor sees every interview of the store, not only those about their own receptions."""
    return by.may(EVERYBODYS.name)
