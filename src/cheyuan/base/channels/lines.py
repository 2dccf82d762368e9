"""Over which provider a channel of a store leaves, opened for use."""

import json
from typing import Any

from cheyuan.base.channels import providers
from cheyuan.base.channels.models import Connection
from cheyuan.base.channels.providers.plan import Line, Provider


def line_of(store_id: int, group_id: int, channel: str, provider: str = "") -> tuple[Provider, Line]:
    """Provider and line; the visible outbox without a connection that is on. ``provider`` asks for that one, if it stands.

    Runs inside a scope.
    """
    rows = Connection.objects.filter(store_id=store_id, channel=channel)
    found = rows.filter(provider=provider).first() if provider else rows.filter(is_on=True).first()
    if found is None:
        return providers.get(provider or providers.DEFAULT), Line(store_id, group_id, channel)
    return providers.get(found.provider), opened(found, group_id)


def opened(found: Connection, group_id: int) -> Line:
    """A connection with its secrets open."""
    secrets: dict[str, Any] = json.loads(found.secrets) if found.secrets else {}
    return Line(found.store_id, group_id, found.channel, dict(found.settings), secrets)
