"""Passkeys: made, named, dropped, and proved at the door. A proof counts as password and second factor in one."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from importlib import import_module
from typing import Any

from django.db import transaction
from django.db.models import Q

from cheyuan.base.accounts import factors, tries
from cheyuan.base.accounts.actions.entrance import note_login
from cheyuan.base.accounts.actions.factor import fresh_codes
from cheyuan.base.accounts.actors import actor_of
from cheyuan.base.accounts.errors import TooManyTries, WrongLogin
from cheyuan.base.accounts.models import Account, Passkey, RecoveryCode, Token
from cheyuan.base.accounts.place import Place
from cheyuan.base.sealed import keyring
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused

MOST = 20
"""Keys of one person."""
LONGEST_ANSWER = 20_000
"""Signs of an answer."""


def ask_for_passkey(account: Account, place: Place) -> tuple[dict[str, Any], str]:
    """What the browser needs to make a key for this person, and the challenge to be kept in the session."""
    _usable(place)
    known = Passkey.objects.filter(account=account, site=place.site).values_list("credential", flat=True)
    options: tuple[dict[str, Any], str] = _ceremony().ask_to_make(
        place, handle=handle_of(account), login=account.username, name=account.name, known=list(known)
    )
    return options


def ask_for_proof(place: Place, account: Account | None = None) -> tuple[dict[str, Any], str]:
    """What the browser needs to prove a key, of this person when one is known, and the challenge to be kept."""
    _usable(place)
    known = Passkey.objects.filter(account=account, site=place.site) if account else Passkey.objects.none()
    options: tuple[dict[str, Any], str] = _ceremony().ask_to_prove(
        place, list(known.values_list("credential", flat=True))
    )
    return options


def add_passkey(
    by: Actor, account: Account, place: Place, challenge: str, said: str, *, name: str, at: datetime
) -> list[str]:
    """Take a new key into use; answers fresh recovery codes, shown once, when it is the person's first second factor.

    Tokens given without one end then.
    """
    answer = _read(said)
    _spend(challenge, at)
    try:
        made = _ceremony().made(place, challenge, answer)
    except ValueError:
        raise WrongLogin("passkey_wrong") from None
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        first = not factors.held_by(account)
        if Passkey.objects.filter(account=account).count() >= MOST:
            raise Refused("passkeys_many", most=MOST)
        facts = {
            "account": account,
            "record": made.record,
            "site": place.site,
            "sign_count": made.count,
            "created_at": at,
        }
        facts["name"] = name.strip()[:60] or account.username
        if not Passkey.objects.get_or_create(credential=made.credential, defaults=facts)[1]:
            raise Refused("passkey_known")
        note_login(by, account, "passkey_added", at=at)
        if not first:
            return []
        Token.objects.filter(account=account).delete()
        return fresh_codes(account)


def rename_passkey(by: Actor, account: Account, passkey_id: int, name: str, *, at: datetime) -> None:
    """Call a key of one's own something else."""
    if not name.strip():
        raise Refused("passkey_nameless")
    if not Passkey.objects.filter(account=account, pk=passkey_id).update(name=name.strip()[:60]):
        raise Missing("passkey", passkey_id)
    note_login(by, account, "passkey_renamed", at=at)


def drop_passkey(by: Actor, account: Account, passkey_id: int, *, needed: bool, at: datetime) -> None:
    """A key of one's own opens nothing from now on. ``needed``: the person must keep at least one second factor.

    The person's row is locked, so that two keys dropped at once do not leave none.
    """
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if not Passkey.objects.filter(account=account, pk=passkey_id).delete()[0]:
            raise Missing("passkey", passkey_id)
        if not factors.held_by(account):
            if needed:
                raise Refused("factor_last")
            RecoveryCode.objects.filter(account=account).delete()
        note_login(by, account, "passkey_removed", at=at)


def prove_passkey(
    place: Place, challenge: str, said: str, address: str, *, account: Account | None = None, at: datetime
) -> Account:
    """Whose key has answered the challenge; WrongLogin or TooManyTries else. ``account``: it must be this person's.

    Every try counts before it is looked at, for the address and for the person whom the answer names.
    """
    where = tries.key_of("place", address)
    tries.count(where, tries.PER_ADDRESS, at)
    answer = _read(said)
    _spend(challenge, at)
    key = _named(answer, place)
    if key is None:
        raise WrongLogin("passkey_wrong")
    pair = tries.key_of("passkey", key.account_id, address)
    tries.count(pair, tries.PER_PERSON, at)
    if (account and key.account_id != account.pk) or not _signed(key, place, challenge, answer, at):
        note_login(actor_of(key.account), key.account, "login_failed", at=at, way="passkey")
        raise WrongLogin("passkey_wrong")
    tries.forgive(pair)
    tries.take_back(where)
    return key.account


def handle_of(account: Account) -> bytes:
    """How a key names its person: the same for all of them, and it tells nobody who that is."""
    return keyring().blind(account.group_id, f"passkey:{account.pk}")


def _named(answer: Mapping[str, Any], place: Place) -> Passkey | None:
    """The key that an answer names, if its person may come in and the answer does not name another person."""
    try:
        claim = _ceremony().claimed(answer)
    except ValueError:
        return None
    rows = Passkey.objects.select_related("account").filter(account__is_active=True, account__kind="staff")
    key: Passkey | None = rows.filter(credential=claim.credential, site=place.site).first()
    if key is None or claim.handle not in (None, b"", handle_of(key.account)):
        return None
    return key


def _signed(key: Passkey, place: Place, challenge: str, answer: Mapping[str, Any], at: datetime) -> bool:
    """Is the signature right, and newer than the last one? A count that does not grow means that the key was copied."""
    try:
        count = _ceremony().proved(place, challenge, answer, bytes(key.record))
    except ValueError:
        return False
    grown = Q(sign_count__lt=count) if count else Q(sign_count=0)
    if Passkey.objects.filter(grown, pk=key.pk).update(sign_count=count, last_used=at):
        return True
    note_login(actor_of(key.account), key.account, "passkey_copied", at=at, key=key.pk)
    return False


def _read(said: str) -> dict[str, Any]:
    try:
        answer = json.loads(said) if len(said) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise WrongLogin("passkey_wrong")
    return answer


def _spend(challenge: str, at: datetime) -> None:
    """A challenge is good for one answer, whatever process gets it; by the count that cannot be slipped through."""
    try:
        tries.count(tries.key_of("challenge", sha256(challenge.encode()).hexdigest()), 1, at)
    except TooManyTries:
        raise WrongLogin("passkey_old") from None


def _usable(place: Place) -> None:
    if not place.site:
        raise Refused("passkey_placeless")


def _ceremony() -> Any:
    """Loaded at the first passkey, not at the start of every process."""
    return import_module("cheyuan.base.accounts.ceremony")
