"""What counts as a second factor: an authenticator app or a passkey."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, Q

from cheyuan.base.accounts.models import Account, Passkey, SecondFactor

HELD = (
    "(EXISTS (SELECT FROM accounts_secondfactor f WHERE f.account_id = {id})"
    " OR EXISTS (SELECT FROM accounts_passkey k WHERE k.account_id = {id}))"
)
"""In SQL: whether the person with this number has one."""


def held(account: Any) -> Q:
    """The condition that the person (or an OuterRef to one) has one."""
    app, keys = SecondFactor.objects.filter(account=account), Passkey.objects.filter(account=account)
    return Q(Exists(app)) | Q(Exists(keys))


def held_by(account: Account) -> bool:
    """Does the login ask for more than the password?"""
    return has_app(account) or Passkey.objects.filter(account=account).exists()


def has_app(account: Account) -> bool:
    """Is there an authenticator app?"""
    return SecondFactor.objects.filter(account=account).exists()


def holders(ids: Iterable[int]) -> dict[int, bool]:
    """Those of the people who have one, as {number: True}."""
    found = [model.objects.filter(account_id__in=ids).values_list("account_id", flat=True) for model in KINDS]
    return {number: True for numbers in found for number in numbers}


KINDS: tuple[Any, ...] = (SecondFactor, Passkey)
