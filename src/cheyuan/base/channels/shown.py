"""A message as people read it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cheyuan.base.channels import reasons
from cheyuan.base.channels.addresses import masked
from cheyuan.base.channels.models import Message
from cheyuan.kernel import ref
from cheyuan.kernel.ref import Ref

STATES = {"held": _("held"), "refused": _("refused"), "withdrawn": _("taken back")}
KINDS = {"held": "wait", "refused": "no", "withdrawn": "no"}
CHANNELS = {
    "sms": _("Text message"),
    "wechat": _("WeChat"),
    "email": _("Email"),
    "call": _("Call"),
    "letter": _("Letter"),
    "push": _("Push"),
}
_AIM = "purpose of a message"
PURPOSES = {
    "service": pgettext_lazy(_AIM, "service"),
    "marketing": pgettext_lazy(_AIM, "marketing"),
    "recall": pgettext_lazy(_AIM, "recall"),
    "survey": pgettext_lazy(_AIM, "survey"),
}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: int
    channel: object
    purpose: object
    address: str
    state: object
    kind: str
    explained: str
    why: object
    created_at: datetime
    by_name: str


def row(found: Message) -> Row:
    """The line of a message."""
    return Row(
        id=found.pk,
        channel=CHANNELS.get(found.channel, found.channel),
        purpose=PURPOSES.get(found.purpose, found.purpose),
        address=masked(str(found.address)),
        state=STATES.get(found.state, found.state),
        kind=KINDS.get(found.state, ""),
        explained=explained(found.state),
        why=reasons.words(found.reason),
        created_at=found.created_at,
        by_name=found.by_name,
    )


def links(found: Message) -> dict[str, str]:
    """The pages that say more: of the task and of the customer; empty where there is none."""
    task = ref.address(Ref("task", found.task_id)) if found.task_id else ""
    return {"task": task, "customer": ref.address(Ref("customer", found.customer_id))}


def explained(state: str) -> str:
    """What the state means for the customer."""
    if state == "refused":
        return gettext("The customer said no. This message does not leave.")
    if state == "withdrawn":
        return gettext("Taken back before it left.")
    return gettext("It stays here until a provider is connected. Nothing has been sent.")


def views(state: str) -> list[dict[str, object]]:
    """The tabs above the list."""
    tabs = [("", gettext("All")), *STATES.items()]
    return [{"label": label, "url": "?" + urlencode({"state": key}), "active": key == state} for key, label in tabs]
