"""Quarantine: messages of which nobody knows whether they left. The provider is asked by our id; nothing is sent on a guess.

"Not found" is believed only when the longest time a hand-over may take and the provider's longest accept delay have
passed since the doubt; what cannot be asked stays, visible, for a person to decide.
"""

from datetime import datetime, timedelta

from cheyuan.base.channels.claiming import SEND_MOST
from cheyuan.base.channels.lines import line_of
from cheyuan.base.channels.models import Message, Passage
from cheyuan.base.channels.moves import step
from cheyuan.base.channels.providers.plan import Accepted, Doubt, Found, Turned
from cheyuan.base.channels.sending import parcel_of
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

RETRY = timedelta(seconds=15)
LONGEST = timedelta(hours=1)


def ask_next(by: Actor, *, at: datetime) -> str | None:
    """Ask about one message whose turn it is; answers its state afterwards, None when nobody is to be asked about."""
    with scope(by):
        rows = Message.objects.filter(state="unknown", ask_at__lte=at, store_id__in=by.store_ids)
        found: Message | None = rows.select_for_update(skip_locked=True).order_by("ask_at", "pk").first()
        return None if found is None else _ask(by, found, at)


def _ask(by: Actor, found: Message, at: datetime) -> str:
    provider, line = line_of(found.store_id, by.group_id, found.channel, found.provider)
    if not provider.asks:
        return _later(found, None)
    since = _doubted_at(found)
    try:
        said: Found = provider.ask(line, parcel_of(found))
    except Exception as trouble:
        said = Doubt(type(trouble).__name__)
    if isinstance(said, Accepted):
        step(by, [found.pk], "find", at=at, their_id=said.their_id[:80], sent_at=found.claimed_at)
        if said.delivered_at:
            step(by, [found.pk], "deliver", at=at, delivered_at=said.delivered_at)
        return "sent"
    if isinstance(said, Turned):
        step(by, [found.pk], "fail", at=at, code=said.code)
        return "failed"
    if isinstance(said, Doubt):
        return _later(found, at + min(LONGEST, max(RETRY, at - since)))
    told = line.settings.get("accept_delay")
    delay = timedelta(seconds=told) if isinstance(told, int) else provider.accept_delay
    believed = since + SEND_MOST + delay
    if at < believed:
        return _later(found, believed)
    step(by, [found.pk], "miss", at=at, code="not_found", claim=None, due_at=None, until_at=None, not_before=at)
    return "held"


def _later(found: Message, ask_at: datetime | None) -> str:
    Message.objects.filter(pk=found.pk).update(ask_at=ask_at)
    return "unknown"


def _doubted_at(found: Message) -> datetime:
    rows = Passage.objects.filter(store_id=found.store_id, message_id=found.pk, step__in=("doubt", "restore")).order_by(
        "-id"
    )
    at: datetime = rows.values_list("at", flat=True)[0]
    return at
