"""The two ceremonies of WebAuthn, spoken with the library ``fido2``. No database, no session: questions out, answers judged.

Loaded only when somebody uses a passkey: the library takes 5 MB and 0.07 s, which a process that never meets one saves.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from cheyuan.base.accounts.place import Place

REQUIRED = UserVerificationRequirement.REQUIRED
logging.getLogger("fido2").setLevel(logging.WARNING)


class Doubtful(ValueError):
    """The answer does not prove what was asked; why is for tests and logs, not for whoever asked."""


@dataclass(frozen=True)
class Made:
    """A new key: its id, the authenticator's record of it, and how often it has signed."""

    credential: bytes
    record: bytes
    count: int


@dataclass(frozen=True)
class Claim:
    """Who an answer says it is from: the key's id and the handle of its person (None: not told)."""

    credential: bytes
    handle: bytes | None


def ask_to_make(
    place: Place, *, handle: bytes, login: str, name: str, known: Iterable[bytes]
) -> tuple[dict[str, Any], str]:
    """What the browser needs to make a key of this person, and the challenge in it."""
    user = PublicKeyCredentialUserEntity(id=handle, name=login, display_name=name)
    options, state = _server(place).register_begin(
        user, _listed(known), resident_key_requirement=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED
    )
    return dict(options)["publicKey"], state["challenge"]


def ask_to_prove(place: Place, known: Iterable[bytes] = ()) -> tuple[dict[str, Any], str]:
    """What the browser needs to prove a key (one of ``known``, else any that it holds for us), and the challenge in it."""
    options, state = _server(place).authenticate_begin(_listed(known) or None, user_verification=REQUIRED)
    return dict(options)["publicKey"], state["challenge"]


def made(place: Place, challenge: str, answer: Mapping[str, Any]) -> Made:
    """The new key; Doubtful when challenge, address, name or the check of the person is not right."""
    try:
        response, server = RegistrationResponse.from_dict(answer), _server(place)
        data = server.register_complete(_state(challenge), response)
        record = data.credential_data
        if record is None or response.response.client_data.cross_origin:
            raise Doubtful("no key, or asked for by a foreign page")
        if record.public_key.get(3) not in {one.alg for one in server.allowed_algorithms}:
            raise Doubtful("a way of signing that was not offered")
        return Made(record.credential_id, bytes(record), data.counter)
    except Exception as wrong:
        raise Doubtful(str(wrong)) from wrong


def claimed(answer: Mapping[str, Any]) -> Claim:
    """Whose key an answer names, before anything is proved."""
    try:
        told = AuthenticationResponse.from_dict(answer)
        return Claim(told.raw_id, told.response.user_handle)
    except Exception as wrong:
        raise Doubtful(str(wrong)) from wrong


def proved(place: Place, challenge: str, answer: Mapping[str, Any], record: bytes) -> int:
    """How often the key has signed; Doubtful when challenge, address, name, signature or check of the person is not right."""
    try:
        told = AuthenticationResponse.from_dict(answer)
        _server(place).authenticate_complete(_state(challenge), [AttestedCredentialData(record)], told)
        if told.response.client_data.cross_origin:
            raise Doubtful("asked for by a foreign page")
        return told.response.authenticator_data.counter
    except Exception as wrong:
        raise Doubtful(str(wrong)) from wrong


def _server(place: Place) -> Fido2Server:
    rp = PublicKeyCredentialRpEntity(id=place.site, name="Cheyuan")
    return Fido2Server(rp, verify_origin=lambda origin: origin == place.origin)


def _state(challenge: str) -> dict[str, Any]:
    return {"challenge": challenge, "user_verification": REQUIRED}


def _listed(known: Iterable[bytes]) -> list[PublicKeyCredentialDescriptor]:
    kind = PublicKeyCredentialType.PUBLIC_KEY
    return [PublicKeyCredentialDescriptor(type=kind, id=bytes(one)) for one in known]
