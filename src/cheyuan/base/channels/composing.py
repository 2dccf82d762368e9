"""What a message says as it leaves: the sender's name before it, how to refuse behind an offer; its length and price."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cheyuan.base.channels.counting import length
from cheyuan.base.policies.queries import values
from cheyuan.base.tenancy.models import Store

SAYS_HOW = ("退订", "拒收")
"""Words by which a text says itself how to refuse."""
PRICED = {"sms": "channels.sms_fen", "call": "channels.call_fen", "letter": "channels.letter_fen"}


@dataclass(frozen=True)
class Weight:
    """Parts of a text message (1 for any other), and what the whole costs in fen."""

    parts: int
    fen: int


def whole(text: str, channel: str, purpose: str, name: str, refusal: str) -> str:
    """The text with 【sender】 before it and, for offers by text message, how to refuse (rule for commercial messages)."""
    if channel != "sms":
        return text
    says = any(word in text for word in (refusal, *SAYS_HOW) if word)
    tail = f" {refusal}" if purpose == "marketing" and refusal and not says else ""
    return f"【{name}】{text}{tail}"


def composed(store_id: int, channel: str, purpose: str, text: str) -> tuple[str, str]:
    """Sender (the policy's, else the store's name) and whole text, as the store's policies have them now."""
    told, name = _known(store_id)
    return name, whole(text, channel, purpose, name, str(told["channels.refusal_words"]))


def _known(store_id: int) -> tuple[dict[str, Any], str]:
    """The store's policies of messages, and its name as sender."""
    told = values("channels.", store_id)
    name = str(told["channels.sender"]).strip("【】 ") or Store.objects.values_list("name", flat=True).get(pk=store_id)
    return told, name


def weigh(store_id: int, channel: str, purpose: str, text: str) -> Weight:
    """Parts and price by the store's policies."""
    return scales(store_id)(channel, purpose, text)


def scales(store_id: int) -> Callable[[str, str, str], Weight]:
    """The same for many messages of a store: what they have in common is asked once."""
    told, name = _known(store_id)

    def weight(channel: str, purpose: str, text: str) -> Weight:
        said = whole(text, channel, purpose, name, str(told["channels.refusal_words"]))
        parts = length(said).parts if channel == "sms" else 1
        key = PRICED.get(channel)
        return Weight(parts, parts * int(told[key]) if key else 0)

    return weight
