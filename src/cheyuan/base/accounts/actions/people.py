"""Adding people and looking after their logins."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from cheyuan.base.accounts.models import Account, Passkey, RecoveryCode, SecondFactor, StaffSession, Token
from cheyuan.base.accounts.people import person
from cheyuan.base.accounts.rights import PEOPLE_EDIT
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@action(PEOPLE_EDIT)
def add_person(by: Actor, username: str, name: str, email: str = "", *, at: datetime) -> tuple[Account, str]:
    """A new login without a post, and its first password (told once; the person chooses another at the first login)."""
    first = first_password()
    try:
        with transaction.atomic():
            account = Account.objects.create_user(
                username, first, name=name, email=email, group_id=by.group_id, must_change_password=True
            )
    except IntegrityError:
        raise Refused("username_taken", username=username) from None
    note(by, "person_added", Ref("account", account.pk), at=at)
    return account, first


@action(PEOPLE_EDIT)
def edit_person(by: Actor, account_id: int, name: str, email: str, is_active: bool, *, at: datetime) -> Account:
    """Name, email, and whether the login is open; closing it ends all sessions."""
    account = person(by, account_id, touch=True)
    if not is_active and account.pk == by.account_id:
        raise Refused("self_lock_out")
    account.name, account.email, account.is_active = name, email, is_active
    account.save(update_fields=["name", "email", "is_active"])
    if not is_active:
        _end(account)
    note(by, "person_edited", Ref("account", account.pk), at=at, open=is_active)
    return account


@action(PEOPLE_EDIT)
def reset_password(by: Actor, account_id: int, *, at: datetime) -> str:
    """A new first password, told once; everything that was open is closed."""
    account, first = person(by, account_id, touch=True), first_password()
    account.set_password(first)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    _end(account)
    note(by, "password_reset", Ref("account", account.pk), at=at)
    return first


@action(PEOPLE_EDIT)
def reset_factor(by: Actor, account_id: int, *, at: datetime) -> None:
    """The phone is lost: authenticator app and passkeys go, and with them every session."""
    account = person(by, account_id, touch=True)
    SecondFactor.objects.filter(account=account).delete()
    Passkey.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    _end(account)
    note(by, "second_factor_reset", Ref("account", account.pk), at=at)


@action(PEOPLE_EDIT)
def end_sessions(by: Actor, account_id: int, *, at: datetime) -> None:
    """Log the person out everywhere."""
    account = person(by, account_id, touch=True)
    _end(account)
    note(by, "sessions_ended", Ref("account", account.pk), at=at)


def first_password() -> str:
    """Fifteen signs that can be read aloud."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(5)) for _ in range(3))


def _end(account: Account) -> None:
    StaffSession.objects.filter(account=account).delete()
    Token.objects.filter(account=account).delete()
