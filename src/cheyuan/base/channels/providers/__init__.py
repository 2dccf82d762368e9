"""Providers of messages, one folder each, all of one plan (``plan``): registered here by name."""

from cheyuan.base.channels.providers.plan import Provider
from cheyuan.kernel.errors import Missing

DEFAULT = "outbox"
_providers: dict[str, Provider] = {}


def register(*found: Provider) -> None:
    """Make providers known; done in AppConfig.ready."""
    _providers.update({one.name: one for one in found})


def get(name: str) -> Provider:
    """The provider of that name; Missing when there is none."""
    if name not in _providers:
        raise Missing("provider", name)
    return _providers[name]


def of_channel(channel: str) -> list[Provider]:
    """The providers that can carry a channel."""
    return [one for one in _providers.values() if channel in one.channels]


def everyone() -> list[Provider]:
    """All providers."""
    return list(_providers.values())


def label(name: str) -> object:
    """What a provider is called; the bare name when it is gone."""
    return _providers[name].label if name in _providers else name
