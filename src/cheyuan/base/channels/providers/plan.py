"""What every provider of messages can do: take one, say what became of it by our id, report receipts and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol


@dataclass(frozen=True)
class Parcel:
    """One message as it leaves. ``text`` is whole, with the sender's name and the refusal line; ``body`` is without them.

    ``our_id`` is the idempotency key: the same for every try. ``values`` fill the template ``template_code`` that the
    provider registered. ``html`` is the same as ``text`` for mail programs that show it.
    """

    our_id: str
    channel: str
    purpose: str
    address: str = field(repr=False)
    text: str = field(repr=False)
    body: str = field(repr=False)
    sender: str
    language: str
    claimed_at: datetime
    subject: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    template_code: str = ""
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    their_id: str = ""


@dataclass(frozen=True)
class Line:
    """A store's access to a provider: what it typed in, opened; the secrets never appear in text form."""

    store_id: int
    group_id: int
    channel: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Accepted:
    """The provider has it, under its own id; ``delivered_at`` when it says so at once."""

    their_id: str = ""
    delivered_at: datetime | None = None


@dataclass(frozen=True)
class Turned:
    """The provider surely has not taken it. ``again``: it may be tried later (too fast, not reachable)."""

    code: str
    again: bool = False


@dataclass(frozen=True)
class Doubt:
    """Nobody knows whether the provider has it."""

    code: str


@dataclass(frozen=True)
class Unseen:
    """The provider does not know our id; believed only after its longest accept delay."""


Answer = Accepted | Turned | Doubt
Found = Accepted | Turned | Doubt | Unseen


@dataclass(frozen=True)
class Receipt:
    """What the provider reports about one message, named by our id or, where it knows none, by its own."""

    what: str  # delivered, read or failed
    at: datetime
    our_id: str = ""
    their_id: str = ""
    code: str = ""


@dataclass(frozen=True)
class Said:
    """A person answered: their address and their words."""

    address: str = field(repr=False)
    words: str = field(repr=False)
    at: datetime


@dataclass(frozen=True)
class Heard:
    """What a request of the provider to our address contains, and how it wants to be answered."""

    receipts: Sequence[Receipt] = ()
    said: Sequence[Said] = ()
    reply: str = ""
    kind: str = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Call:
    """A request of a provider to our address: as it came, before anybody believes it."""

    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    at: datetime


class Forged(Exception):
    """The signature of a provider's request does not fit."""


@dataclass(frozen=True)
class Entry:
    """One thing a store types in to be connected; ``secret`` ones are sealed and never shown again."""

    name: str
    label: object
    secret: bool = False
    needed: bool = True
    help: object = ""


class Provider(Protocol):
    """One provider. ``accept_delay`` is how long after a doubt "not found" may still be untrue; ``asks``: can be asked."""

    name: str
    channels: tuple[str, ...]
    entries: tuple[Entry, ...]
    asks: bool
    accept_delay: timedelta
    templates: bool  # does it only take templates that it registered itself?

    @property
    def label(self) -> object:
        """What it is called, lazily translated."""

    def send(self, line: Line, parcel: Parcel) -> Answer:
        """Hand a message over, once. Whatever it raises counts as a doubt."""

    def ask(self, line: Line, parcel: Parcel) -> Found:
        """What became of the message, by our id."""

    def hear(self, line: Line, call: Call) -> Heard:
        """Receipts and answers in a request to our address; Forged when its signature does not fit."""
