"""One's own password and sessions."""

from datetime import datetime

from django.db import transaction

from cheyuan.base.accounts import tries
from cheyuan.base.accounts.actions.entrance import note_login
from cheyuan.base.accounts.errors import WrongLogin
from cheyuan.base.accounts.models import Account, StaffSession, Token
from cheyuan.kernel.actor import Actor


def prove_again(account: Account, password: str, *, at: datetime) -> None:
    """The person at the keyboard says the password once more (lock screen, new password); counted like a login."""
    key = tries.key_of("again", account.pk)
    tries.count(key, tries.PER_PERSON, at)
    if not account.check_password(password):
        raise WrongLogin
    tries.forgive(key)


def change_password(by: Actor, account: Account, password: str, *, keep: int | None, at: datetime) -> None:
    """A new password, checked before; all other logins and tokens of the person end (``keep``: the login that stays)."""
    with transaction.atomic():
        account.set_password(password)
        account.must_change_password = False
        account.save(update_fields=["password", "must_change_password"])
        end_own_sessions(by, account, keep=keep, at=at)
        note_login(by, account, "password_changed", at=at)


def end_own_sessions(by: Actor, account: Account, *, keep: int | None, only: int | None = None, at: datetime) -> int:
    """End all of one's sessions but ``keep``, or just ``only``; answers how many."""
    rows = StaffSession.objects.filter(account=account).exclude(pk=keep or 0)
    if only is not None:
        ended = rows.filter(pk=only).delete()[0]
    else:
        Token.objects.filter(account=account).delete()
        ended = rows.delete()[0]
    note_login(by, account, "sessions_ended", at=at, count=ended)
    return ended


def save_me(by: Actor, account: Account, *, name: str, email: str, language: str, at: datetime) -> None:
    """What one sets about oneself."""
    with transaction.atomic():
        account.name, account.email, account.language = name, email, language
        account.save(update_fields=["name", "email", "language"])
        note_login(by, account, "account_edited", at=at)
