"""What providers report: receipts move messages on, answers of people may be refusals. Told twice, it counts once."""

from datetime import datetime
from uuid import UUID

from cheyuan.base.channels import actions
from cheyuan.base.channels.inbound import is_refusal
from cheyuan.base.channels.models import Connection, Message
from cheyuan.base.channels.moves import step
from cheyuan.base.channels.providers.plan import Heard, Receipt
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

STEPS = {"delivered": "deliver", "failed": "bounce"}


def take(by: Actor, connection: Connection, heard: Heard, *, at: datetime) -> None:
    """Believe what a provider has proved to have said. ``at`` is our own clock: a refusal counts from when we heard it."""
    for receipt in heard.receipts:
        _receipt(by, connection, receipt, at)
    for said in heard.said:
        if is_refusal(said.words):
            actions.refuse(by, address=said.address, source=f"inbound {connection.channel}", at=at)


def _receipt(by: Actor, connection: Connection, receipt: Receipt, at: datetime) -> None:
    with scope(by):
        found = _named(connection, receipt)
        if found is None:
            return
        if receipt.what == "read":
            step(by, [found.pk], "deliver", at=at, delivered_at=receipt.at)
            Message.objects.filter(pk=found.pk, read_at=None).update(read_at=receipt.at)
        elif receipt.what == "delivered":
            step(by, [found.pk], "deliver", at=at, delivered_at=receipt.at)
        else:
            step(by, [found.pk], "bounce", at=at, code=receipt.code)


def _named(connection: Connection, receipt: Receipt) -> Message | None:
    """The message of this line that the receipt names."""
    own = Message.objects.filter(store_id=connection.store_id, provider=connection.provider)
    found: Message | None = None
    if receipt.our_id:
        try:
            found = own.filter(our_id=UUID(receipt.our_id)).first()
        except ValueError:
            return None
        if found and found.their_id and receipt.their_id and found.their_id != receipt.their_id:
            return None
    elif receipt.their_id:
        found = own.filter(their_id=receipt.their_id[:80]).first()
    return found
