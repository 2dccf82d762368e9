"""The default: a message is "sent" into the outbox page, where everybody with the right sees it. Nothing leaves the house."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cheyuan.base.channels.providers.plan import (
    Accepted,
    Answer,
    Call,
    Entry,
    Forged,
    Found,
    Heard,
    Line,
    Parcel,
    Unseen,
)


class Outbox:
    """Takes everything; what was not marked never left, since the mark is the delivery."""

    name = "outbox"
    label = _("Outbox in the product (nothing leaves the house)")
    channels: tuple[str, ...] = ("sms", "wechat", "email", "call", "letter", "push")
    entries: tuple[Entry, ...] = ()
    asks = True
    accept_delay = timedelta()
    templates = False

    def send(self, line: Line, parcel: Parcel) -> Answer:
        """Taken."""
        return Accepted(their_id=f"outbox-{parcel.our_id}")

    def ask(self, line: Line, parcel: Parcel) -> Found:
        """Only the mark itself would say so."""
        return Unseen()

    def hear(self, line: Line, call: Call) -> Heard:
        """Nobody reports from inside."""
        raise Forged("outbox")
