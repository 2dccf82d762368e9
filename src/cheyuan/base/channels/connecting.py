"""Connecting a store's channels to providers (PLT-10); secrets are sealed and never shown again."""

import json
import secrets as chance
from collections.abc import Mapping
from datetime import datetime

from cheyuan.base.channels import providers
from cheyuan.base.channels.models import Connection
from cheyuan.base.channels.rights import CONNECT
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref

CHANNELS = ("sms", "wechat", "email", "call", "letter")


@action(CONNECT.name)
def connect(
    by: Actor, store_id: int, channel: str, provider: str, given: Mapping[str, str], *, at: datetime
) -> Connection:
    """From now on the channel of the store leaves over this provider. An empty secret keeps the one that is known.

    Refused("entry_missing", field): something the provider needs was not given; Missing for a provider that cannot carry
    the channel.
    """
    one = providers.get(provider)
    if channel not in one.channels or store_id not in by.store_ids:
        raise Missing("provider", provider)
    found = Connection.objects.select_for_update().filter(store_id=store_id, channel=channel).first()
    known = json.loads(found.secrets) if found and found.secrets and found.provider == provider else {}
    plain: dict[str, str] = {}
    sealed: dict[str, str] = {}
    for entry in one.entries:
        value = given.get(entry.name, "").strip()[:500] or (known.get(entry.name, "") if entry.secret else "")
        if entry.needed and not value:
            raise Refused("entry_missing", field=entry.name)
        (sealed if entry.secret else plain)[entry.name] = value
    row = found or Connection(store_id=store_id, channel=channel)
    row.hook = row.hook if found and found.provider == provider else chance.token_urlsafe(24)
    row.provider, row.settings, row.is_on, row.at, row.by_name = provider, plain, True, at, by.name
    row.secrets = json.dumps(sealed) if sealed else ""
    row.save()
    note(
        by, "channel.connected", Ref("connection", row.pk), at=at, store_id=store_id, channel=channel, provider=provider
    )
    return row


@action(CONNECT.name)
def disconnect(by: Actor, store_id: int, channel: str, *, at: datetime) -> None:
    """From now on the channel leaves into the visible outbox again; what is known stays for what is in quarantine."""
    row = Connection.objects.filter(store_id=store_id, channel=channel, is_on=True).first()
    if row is None or store_id not in by.store_ids:
        raise Missing("connection", channel)
    row.is_on = False
    row.save(update_fields=["is_on"])
    note(by, "channel.disconnected", Ref("connection", row.pk), at=at, store_id=store_id, channel=channel)


def connections(by: Actor, store_id: int) -> dict[str, Connection]:
    """Channel → connection of a store, on or off."""
    by.require(CONNECT.name)
    return {one.channel: one for one in Connection.objects.filter(store_id=store_id)}
