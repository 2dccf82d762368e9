"""Proving who one is. Nobody acts yet, so these take no actor; they commit at once and count every try."""

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Q

from cheyuan.base.accounts import totp, tries
from cheyuan.base.accounts.actors import actor_of
from cheyuan.base.accounts.errors import WrongLogin
from cheyuan.base.accounts.models import Account, RecoveryCode, SecondFactor
from cheyuan.base.journal.actions import note
from cheyuan.base.sealed import keyring
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref


def prove_password(username: str, password: str, address: str, *, at: datetime) -> Account:
    """The staff account of a user name and password; WrongLogin, or TooManyTries after five wrong ones.

    Unknown names take as long as known ones.
    """
    pair, place = tries.key_of("pair", username.strip(), address), tries.key_of("place", address)
    tries.count(pair, tries.PER_PERSON, at)
    tries.count(place, tries.PER_ADDRESS, at)
    account = Account.objects.filter(username__iexact=username.strip(), kind="staff").first()
    if not _right_password(account, password) or account is None or not account.is_active:
        if account:
            note_login(actor_of(account), account, "login_failed", at=at)
        raise WrongLogin
    tries.forgive(pair)
    tries.take_back(place)
    return account


def _right_password(account: Account | None, password: str) -> bool:
    """Hash something for unknown names too, so that the answer's time tells nothing."""
    if account is None:
        make_password(password)
        return False
    return check_password(password, account.password)


def prove_code(account: Account, said: str, *, at: datetime) -> str:
    """A code of the authenticator app or a recovery code; answers which ("app", "recovery"). Each works once."""
    key = tries.key_of("factor", account.pk)
    tries.count(key, tries.PER_PERSON, at)
    kind = _app_code(account, said, at) or _recovery_code(account, said, at)
    if not kind:
        note_login(actor_of(account), account, "login_failed", at=at)
        raise WrongLogin("code_wrong")
    tries.forgive(key)
    return kind


def _app_code(account: Account, said: str, at: datetime) -> str:
    factor = SecondFactor.objects.filter(account=account).first()
    step = totp.matching_step(str(factor.secret), said, at, factor.last_step) if factor else None
    if step is None:
        return ""
    taken = SecondFactor.objects.filter(account=account, last_step__lt=step).update(last_step=step)
    return "app" if taken else ""


def _recovery_code(account: Account, said: str, at: datetime) -> str:
    digest = recovery_digest(account, said)
    used = RecoveryCode.objects.filter(Q(used_at=None), account=account, digest=digest).update(used_at=at)
    return "recovery" if used else ""


def recovery_digest(account: Account, said: str) -> bytes:
    """How a recovery code is kept; spaces, dashes and letter case do not matter."""
    plain = "".join(sign for sign in said.lower() if sign.isalnum())
    return keyring().blind(account.group_id, f"recovery:{account.pk}:{plain}")


def note_login(by: Actor, account: Account, verb: str, *, at: datetime, **facts: Any) -> None:
    """One audit row of the group about a login."""
    with scope(by):
        note(by, verb, Ref("account", account.pk), at=at, **facts)
