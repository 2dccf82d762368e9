"""Messages of the actor's stores, and who refused what."""

from dataclasses import dataclass

from django.db.models import Q

from cheyuan.base.channels.addresses import key_of
from cheyuan.base.channels.models import Message, Refusal
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

ANY = "any"


@dataclass(frozen=True)
class Page:
    """Some messages, newest first, and where the next page begins (0 at the end)."""

    rows: list[Message]
    before: int


def refused(by: Actor, address: str) -> frozenset[tuple[str, str]]:
    """What the owner of the address refused in the actor's group: (channel, purpose), either may be "any"."""
    rows = Refusal.objects.filter(address_key=key_of(by.group_id, address))
    return frozenset(rows.values_list("channel", "purpose"))


def may_send(by: Actor, address: str, channel: str, purpose: str) -> bool:
    """Whether no refusal in the actor's group forbids this channel for this purpose."""
    said = refused(by, address)
    return not said & {(one, other) for one in (channel, ANY) for other in (purpose, ANY)}


def page(
    by: Actor, *, state: str = "", channel: str = "", customer_id: int | None = None, before: int = 0, limit: int = 50
) -> Page:
    """Messages by state, channel and customer; Denied without ``messages.view``."""
    by.require("messages.view")
    named = {"state": state, "channel": channel, "customer_id": customer_id, "id__lt": before}
    asked = Q(*((name, wanted) for name, wanted in named.items() if wanted))
    rows = list(Message.objects.filter(asked, store_id__in=by.store_ids).order_by("-id")[: limit + 1])
    return Page(rows[:limit], rows[limit - 1].pk if len(rows) > limit else 0)


def message(by: Actor, id: int) -> Message:
    """One message; Missing when it is not there for this actor, Denied without ``messages.view``."""
    by.require("messages.view")
    found: Message | None = Message.objects.filter(store_id__in=by.store_ids, pk=id).first()
    if found is None:
        raise Missing("message", id)
    return found
