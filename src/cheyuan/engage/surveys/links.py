"""The short link: the store's number and a secret of 100 bits that only the keys of the house can make again.

The table holds the secret's SHA-256 alone: whoever reads the database or a backup cannot answer for anybody.
"""

from base64 import b32encode
from collections.abc import Mapping
from hashlib import sha256

from django.conf import settings
from django.urls import reverse

from cheyuan.base.policies.queries import value
from cheyuan.base.sealed import keyring
from cheyuan.base.tenancy.models import Store
from cheyuan.kernel.actor import Actor

SECRET = 20
"""Signs of the secret, five bits each: letters and digits alone, which no messenger cuts off a link."""
NAME = "客户"
"""Who acts when a customer answers, as audit and history name them."""


def secret_of(store_id: int, nonce: str) -> str:
    """The secret of an invitation, always the same for its nonce."""
    made = keyring().blind(0, f"survey link:{store_id}:{nonce}")
    return b32encode(made).decode().lower()[:SECRET]


def hash_of(secret: str) -> bytes:
    """What is kept of a secret."""
    return sha256(secret.encode()).digest()


def token_of(store_id: int, secret: str) -> str:
    """Store and secret as they stand in the address."""
    return f"{store_id}.{secret}"


def parted(token: str) -> tuple[int, str] | None:
    """Store and secret of a token; None when it cannot be one."""
    store, dot, secret = token.partition(".")
    if not dot or len(secret) != SECRET or not secret.isascii() or not (store.isascii() and store.isdecimal()):
        return None
    return (int(store), secret) if len(store) < 10 else None


def guest(store_id: int) -> Actor | None:
    """Who comes with a link to a store: a customer, in this store only, with the one right to answer. None without store."""
    group = Store.objects.filter(pk=store_id, is_active=True).values_list("group_id", flat=True).first()
    if group is None:
        return None
    return Actor("customer", NAME, group, (store_id,), store_id, rights=frozenset({"surveys.answer"}))


def address(store_id: int, nonce: str) -> str:
    """The whole address, as it stands in a message or a QR code."""
    path = reverse("survey", args=[token_of(store_id, secret_of(store_id, nonce))])
    return f"{base(store_id)}{path}"


def addresses(store_id: int, nonces: Mapping[int, str]) -> dict[int, str]:
    """The same for many of one store: key → address."""
    start = base(store_id)
    tokens = {key: token_of(store_id, secret_of(store_id, nonce)) for key, nonce in nonces.items()}
    return {key: f"{start}{reverse('survey', args=[token])}" for key, token in tokens.items()}


def base(store_id: int) -> str:
    """Scheme and host: the policy's, else the first host that this house answers to, else where it listens."""
    told = str(value("surveys.address", store_id)).strip().rstrip("/")
    if told:
        return told
    config = settings.CONFIG
    outside = next((one for one in config.hosts if one not in ("127.0.0.1", "localhost", "[::1]")), "")
    return f"https://{outside}" if outside else f"http://{config.bind}"
