"""Sealing personal data: AES-256-GCM with a key id and the field's name as associated data, and keyed hashes to look it up.

Layout of a sealed value: version (1 byte) · length of the key's name (1 byte) · key's name · nonce (12 bytes) ·
ciphertext with tag.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cheyuan.kernel.errors import Refused

VERSION = 1


class Keyring:
    """Named 32-byte keys, newest first: the first one seals, every one opens, so that keys can be changed while in use.

    The oldest is the root of the keyed hashes, which must stay the same when keys change.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {name.encode(): AESGCM(key) for name, key in keys.items()}
        self._newest = next(iter(self._ciphers))
        self._head = bytes((VERSION, len(self._newest))) + self._newest
        self._root = list(keys.values())[-1]

    def seal(self, text: str, name: str) -> bytes:
        """The text sealed for the field ``name``; it opens under that name only."""
        nonce = os.urandom(12)
        body = self._ciphers[self._newest].encrypt(nonce, text.encode(), name.encode())
        return self._head + nonce + body

    def open(self, sealed: bytes, name: str) -> str:
        """The text of a sealed value; Refused("seal_broken") when it was altered, moved or its key is gone."""
        try:
            start = 2 + sealed[1]
            cipher = self._ciphers[sealed[2:start]]
            return cipher.decrypt(sealed[start : start + 12], sealed[start + 12 :], name.encode()).decode()
        except (KeyError, IndexError, ValueError, InvalidTag):
            raise Refused("seal_broken", field=name) from None

    def blind(self, group_id: int, text: str) -> bytes:
        """A keyed hash of the text, equal only within one group: for equality and refusals (32 bytes)."""
        return hmac.digest(self._group_key(group_id), text.encode(), "sha256")

    def blind_int(self, group_id: int, text: str) -> int:
        """The same as a signed 32-bit number: for indexes over many small pieces of a text."""
        return int.from_bytes(hmac.digest(self._group_key(group_id), text.encode(), "sha256")[:4], "big", signed=True)

    @lru_cache(maxsize=1024)  # noqa: B019 - one keyring lives as long as the process
    def _group_key(self, group_id: int) -> bytes:
        return hashlib.blake2b(f"group:{group_id}".encode(), key=self._root, digest_size=32).digest()
