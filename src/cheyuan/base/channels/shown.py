"""A message as people read it: its state, why it exists, why over this channel, why then, what it cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cheyuan.base.channels import reasons
from cheyuan.base.channels.addresses import masked
from cheyuan.base.channels.models import Message, Passage
from cheyuan.base.ui import human
from cheyuan.kernel import money, ref
from cheyuan.kernel.ref import Ref

_STATE = "state of a message"
STATES = {
    "held": _("held"),
    "due": pgettext_lazy(_STATE, "leaves next"),
    "claimed": pgettext_lazy(_STATE, "on its way"),
    "sent": pgettext_lazy(_STATE, "sent"),
    "delivered": pgettext_lazy(_STATE, "received"),
    "unknown": pgettext_lazy(_STATE, "in doubt"),
    "failed": pgettext_lazy(_STATE, "failed"),
    "dropped": pgettext_lazy(_STATE, "dropped"),
    "merged": pgettext_lazy(_STATE, "merged"),
    "refused": _("refused"),
    "withdrawn": _("taken back"),
}
KINDS = {
    "held": "wait", "due": "now", "claimed": "now", "sent": "well", "delivered": "well", "unknown": "over",
    "failed": "over", "dropped": "no", "merged": "none", "refused": "no", "withdrawn": "no",
}  # fmt: skip
NEVER = ("dropped", "merged", "refused", "withdrawn")
EXPLAINED = {
    "held": _("It waits for its hour. Nothing has been sent."),
    "due": _("It leaves within seconds."),
    "claimed": _("It is being handed over to the provider."),
    "sent": _("The provider has taken it."),
    "delivered": _("The customer's phone or mailbox has it."),
    "unknown": _("The connection broke while it was handed over. The provider is asked; it is never sent on a guess."),
    "failed": _("The customer did not get it. You can let it wait again."),
    "dropped": _("The contact policy forbids it. It does not leave."),
    "merged": _("Its words left together with another message to the same household."),
    "refused": _("The customer said no. This message does not leave."),
    "withdrawn": _("Taken back before it left."),
}
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
CHOSEN = {
    "asked": _("the channel this message is written for"),
    "preferred": _("the channel the customer prefers"),
    "vip": _("valued customers hear from their own advisor by WeChat"),
    "young": _("younger customers are reached by WeChat"),
    "middle": _("customers of this age are called, then written to"),
    "old": _("older customers are called"),
    "success": _("the channel that reached the customer before"),
}
TIMED = {
    "now": _("at once: the hour was allowed"),
    "planned": _("planned for this moment"),
    "quiet_hours": _("not before the quiet hours end"),
    "lunch": _("not during the lunch break"),
    "closed_day": _("not on a day that does not count"),
    "frequency": _("offers are limited: the household had one lately"),
}
CODES = {
    "no_consent": _("no consent to offers over this channel"),
    "no_address": _("no address for this channel"),
    "stopped": _("the customer wants no offers"),
    "stale": _("too old to be of use"),
    "frequency": _("offers are limited: the household had one lately"),
    "quiet_hours": _("not before the quiet hours end"),
    "closed_day": _("not on a day that does not count"),
    "refused": _("the customer said no"),
    "hours_over": _("the allowed hours were over"),
    "worker_gone": _("the process that sent it ended in the middle"),
    "restored": _("it waited when the backup was made that was restored"),
    "not_found": _("the provider does not know it"),
    "given_up": _("counted as not received by a colleague"),
    "not_reachable": _("the provider could not be reached"),
}
STEPS = {
    "hold": _("Asked for"),
    "plan": _("Released by the contact policy"),
    "wait": _("Put off by the contact policy"),
    "merge": _("Merged with another message"),
    "drop": _("Dropped by the contact policy"),
    "refuse": _("Stopped by a refusal"),
    "withdraw": _("Taken back"),
    "back": _("Back to waiting"),
    "claim": _("Taken for sending"),
    "release": _("Given back, to be tried again"),
    "send": _("Handed over to the provider"),
    "fail": _("Turned down"),
    "doubt": _("In doubt: quarantine"),
    "restore": _("In doubt since a backup was restored"),
    "find": _("The provider has it"),
    "miss": _("The provider never got it: may leave again"),
    "deliver": _("Received"),
    "read": _("Read"),
    "bounce": _("Could not be delivered"),
    "replay": _("Let wait again by a colleague"),
}


@dataclass(frozen=True)
class Row:
    """One message for its page."""

    id: int
    channel: object
    purpose: object
    address: str
    state: object
    kind: str
    explained: object
    code: object
    why: object
    why_channel: object
    why_then: object
    leaves: datetime | None
    cost: str
    parts: int
    created_at: datetime
    by_name: str
    may_withdraw: bool
    may_replay: bool
    may_give_up: bool


def row(found: Message) -> Row:
    """The message in words."""
    return Row(
        id=found.pk,
        channel=CHANNELS.get(found.channel, found.channel),
        purpose=PURPOSES.get(found.purpose, found.purpose),
        address=masked(str(found.address)),
        state=STATES.get(found.state, found.state),
        kind=KINDS.get(found.state, ""),
        explained=EXPLAINED.get(found.state, ""),
        code=coded(found.code),
        why=reasons.words(found.reason),
        why_channel=CHOSEN.get(found.chosen, found.chosen),
        why_then=TIMED.get(found.timed, "") if found.state not in NEVER else "",
        leaves=found.sent_at or found.due_at or found.not_before,
        cost=cost(found),
        parts=found.parts,
        created_at=found.created_at,
        by_name=found.by_name,
        may_withdraw=found.state in ("held", "due"),
        may_replay=found.state == "failed",
        may_give_up=found.state == "unknown",
    )


def cost(found: Message) -> str:
    """What it costs; nothing when it never leaves."""
    return "—" if found.state in NEVER else money.show(found.cost_fen)


def coded(code: str) -> object:
    """A code of the policy in words; what a provider said stands as it is."""
    return CODES.get(code, code)


def links(found: Message) -> dict[str, str]:
    """The pages that say more: of the task, the customer and the message it merged with; empty where there is none."""
    return {
        "task": ref.address(Ref("task", found.task_id)) if found.task_id else "",
        "customer": ref.address(Ref("customer", found.customer_id)),
        "into": ref.address(Ref("message", found.into_id)) if found.into_id else "",
    }


def item(passed: Passage) -> Mapping[str, object]:
    """One step of the history, as ``c-timeline`` shows it."""
    said = [str(TIMED.get(passed.code, coded(passed.code))), _actor(passed.by_name)]
    more = gettext(", ").join(part for part in said if part)
    return {"when": passed.at, "icon": "dot", "text": STEPS.get(passed.step, passed.step), "more": more}


def _actor(name: str) -> str:
    return "" if name in ("messages", "refusals", "system") else name


def exact(at: datetime | None) -> str:
    """A moment for a sheet."""
    return human.exact(at) if at else ""
