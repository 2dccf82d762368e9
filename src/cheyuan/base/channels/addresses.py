"""One spelling for each address, and its keyed hash, by which refusals are found."""

from cheyuan.base.sealed import keyring
from cheyuan.kernel import phone
from cheyuan.kernel.errors import Refused

EMAIL = "email"
PHONE_CHANNELS = frozenset({"call", "phone", "sms", "voice"})


def spelled(address: str) -> str:
    """A phone as its digits, anything else trimmed and in small letters."""
    try:
        return phone.clean(address)
    except Refused:
        return address.strip().casefold()


def key_of(group_id: int, address: str) -> bytes:
    """The keyed hash (32 bytes) of an address, equal only within one group."""
    return keyring().blind(group_id, spelled(address))


def masked(address: str) -> str:
    """An address as colleagues see it: "138****1234", "w***@example.com"."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}***@{domain}" if at else phone.masked(address)
