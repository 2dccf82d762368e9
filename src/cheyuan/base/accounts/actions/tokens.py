"""Tokens for programs: given after a login, kept as a digest, narrowed by scopes."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q

from cheyuan.base.accounts.models import Account, Token
from cheyuan.kernel.errors import Refused

LIFE = timedelta(hours=12)
READ, WRITE = "read", "write"


def give_token(
    account: Account,
    *,
    at: datetime,
    scopes: Sequence[str] = (READ, WRITE),
    device: str = "",
    address: str | None = None,
) -> tuple[str, Token]:
    """A new token and its row; the text is told this one time only."""
    if not scopes or any(not one.isidentifier() for one in scopes):
        raise Refused("scope_unknown", scopes=" ".join(scopes))
    text = f"cy_{secrets.token_urlsafe(32)}"
    token = Token.objects.create(
        account=account, digest=digest(text), scopes=list(scopes), created_at=at, expires_at=at + LIFE,
        device=device[:80], address=address,
    )  # fmt: skip
    return text, token


def account_of_token(text: str, *, at: datetime) -> Token | None:
    """The token with its account; None when it is unknown, ended or its person may no longer log in."""
    rows = Token.objects.select_related("account").filter(digest=digest(text), expires_at__gt=at)
    return rows.filter(Q(account__is_active=True), account__kind="staff").first()


def end_token(text: str) -> None:
    """The token no longer opens anything."""
    Token.objects.filter(digest=digest(text)).delete()


def digest(text: str) -> str:
    """How a token is kept."""
    return sha256(f"token:{text}".encode()).hexdigest()
