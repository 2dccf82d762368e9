"""A stream encrypted in chunks with AES-256-GCM: nothing can be read, changed, swapped, cut off or added unseen.

Layout: magic · salt (16 bytes) · chunks of [length (4 bytes, big endian) · ciphertext with tag]. Each file has a key of
its own, HKDF-SHA-256 of the backup key and the salt. A chunk's nonce is its number (11 bytes) and whether it is the last
(1 byte): the STREAM construction of Hoang, Reyhanitabar, Rogaway, Vizár (2015).
"""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"CHEYUAN BACKUP 1\n"
CHUNK = 1024 * 1024
TAG = 16


class SealBroken(Exception):
    """The file is no backup, is damaged or cut off, or the key is another."""


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=MAGIC).derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealer:
    """Writes bytes sealed into ``out``; ``close`` writes the last chunk, without which nothing opens."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        salt = os.urandom(16)
        self._out = out
        self._cipher = _cipher(key, salt)
        self._number = 0
        self._rest = bytearray()
        out.write(MAGIC + salt)

    def write(self, data: bytes) -> None:
        """Take some more bytes."""
        self._rest += data
        while len(self._rest) > CHUNK:
            self._chunk(bytes(self._rest[:CHUNK]), last=False)
            del self._rest[:CHUNK]

    def close(self) -> None:
        """Write what is left as the last chunk."""
        self._chunk(bytes(self._rest), last=True)
        self._rest.clear()

    def _chunk(self, data: bytes, last: bool) -> None:
        body = self._cipher.encrypt(_nonce(self._number, last), data, None)
        self._out.write(struct.pack(">I", len(body)) + body)
        self._number += 1


def opened(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The sealed bytes in pieces; SealBroken at the first piece that is not as it was written."""
    if source.read(len(MAGIC)) != MAGIC:
        raise SealBroken("this is not a backup of Cheyuan")
    cipher = _cipher(key, source.read(16))
    number, body = 0, _next(source)
    while body is not None:
        following = _next(source)
        try:
            yield cipher.decrypt(_nonce(number, following is None), body, None)
        except InvalidTag as broken:
            raise SealBroken("the backup is damaged or cut off, or the backup key is another") from broken
        number, body = number + 1, following
    if not number:
        raise SealBroken("the backup is cut off")


def _next(source: BinaryIO) -> bytes | None:
    head = source.read(4)
    if not head:
        return None
    length = struct.unpack(">I", head)[0] if len(head) == 4 else 0
    body = source.read(length) if TAG <= length <= CHUNK + TAG else b""
    if len(body) != length or not length:
        raise SealBroken("the backup is damaged or cut off")
    return body
