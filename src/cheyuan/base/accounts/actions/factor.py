"""The second factor of one's own login."""

import secrets
from datetime import datetime

from django.db import transaction

from cheyuan.base.accounts import factors, totp
from cheyuan.base.accounts.actions.entrance import note_login, recovery_digest
from cheyuan.base.accounts.errors import WrongLogin
from cheyuan.base.accounts.models import Account, RecoveryCode, SecondFactor, Token
from cheyuan.kernel.actor import Actor

CODES = 10
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def confirm_factor(by: Actor, account: Account, secret: str, said: str, *, at: datetime) -> list[str]:
    """Take the secret into use once the app shows the right code for it; answers fresh recovery codes, shown once.

    Tokens given without it end.
    """
    step = totp.matching_step(secret, said, at)
    if step is None:
        raise WrongLogin("code_wrong")
    with transaction.atomic():
        SecondFactor.objects.update_or_create(
            account=account, defaults={"secret": secret, "confirmed_at": at, "last_step": step}
        )
        Token.objects.filter(account=account).delete()
        note_login(by, account, "second_factor_on", at=at)
        return fresh_codes(account)


def drop_factor(by: Actor, account: Account, *, at: datetime) -> None:
    """Give the authenticator app up; who must have a second factor and has no passkey sets up a new one at once."""
    with transaction.atomic():
        SecondFactor.objects.filter(account=account).delete()
        if not factors.held_by(account):
            RecoveryCode.objects.filter(account=account).delete()
        note_login(by, account, "second_factor_off", at=at)


def new_recovery_codes(by: Actor, account: Account, *, at: datetime) -> list[str]:
    """Ten new codes; the old ones no longer work."""
    with transaction.atomic():
        note_login(by, account, "recovery_codes_new", at=at)
        return fresh_codes(account)


def fresh_codes(account: Account) -> list[str]:
    """Ten recovery codes instead of those before, told once."""
    RecoveryCode.objects.filter(account=account).delete()
    codes = ["-".join("".join(secrets.choice(SIGNS) for _ in range(5)) for _ in range(2)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=recovery_digest(account, one)) for one in codes
    )
    return codes
