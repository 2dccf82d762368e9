"""An authenticator for tests: makes keys and signs as a phone would, and lies where a test wants it to."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


@dataclass
class Device:
    """Holds one key for one person of one house."""

    origin: str = "https://staff.example"
    site: str = "staff.example"
    count: int = 0
    counts: bool = True
    flags: int = PRESENT | VERIFIED
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: bytes = b""

    def make(self, options: dict[str, Any], **lies: Any) -> str:
        """The answer to "make a key"."""
        self.handle = websafe_decode(options["user"]["id"])
        record = AttestedCredentialData.create(Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key()))
        data = self._data(ATTESTED, record)
        said = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", options, **lies)
        return self._answer({"clientDataJSON": client, "attestationObject": said})

    def prove(self, options: dict[str, Any], *, forged: bool = False, **lies: Any) -> str:
        """The answer to "prove that it is you"."""
        self.count += self.counts
        data, client = self._data(0), self._client("webauthn.get", options, **lies)
        signer = ec.generate_private_key(ec.SECP256R1()) if forged else self.key
        signature = signer.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        handle = lies.get("handle", self.handle)
        parts = {"clientDataJSON": client, "authenticatorData": data, "signature": signature, "userHandle": handle}
        return self._answer(parts)

    def _data(self, more: int, record: bytes = b"") -> bytes:
        return AuthenticatorData.create(sha256(self.site.encode()).digest(), self.flags | more, self.count, record)

    def _client(self, kind: str, options: dict[str, Any], **lies: Any) -> bytes:
        origin, challenge = lies.get("origin", self.origin), lies.get("challenge", options["challenge"])
        crossing = lies.get("crossing", False)
        return CollectedClientData.create(lies.get("meant", kind), challenge, origin, cross_origin=crossing)

    def _answer(self, parts: dict[str, bytes]) -> str:
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": {key: websafe_encode(value) for key, value in parts.items()},
                "clientExtensionResults": {},
            }
        )
