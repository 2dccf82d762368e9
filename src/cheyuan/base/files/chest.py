"""The content of files on the disk: random names, private folders, encrypted in chunks.

A chunk is AES-256-GCM under the file's own key; the nonce is its number, and its name, number and whether it is the last
are authenticated: chunks cannot be swapped, moved to another file, or cut off.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from cheyuan.kernel.errors import Refused

CHUNK = 64 * 1024
TAG = 16


def new_name() -> str:
    """128 random bits as hex."""
    return secrets.token_hex(16)


def new_key() -> str:
    """256 random bits as hex."""
    return secrets.token_hex(32)


def place(name: str) -> Path:
    """Where a file lies: below the data folder's ``files``, which no web server serves."""
    return Path(settings.MEDIA_ROOT) / name[:2] / name


def put(name: str, key: str, content: Iterable[bytes]) -> str:
    """Write the content (sealed when there is a key), on the disk when this returns; its SHA-256 in hex."""
    target, digest = place(name), hashlib.sha256()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    cipher = AESGCM(bytes.fromhex(key)) if key else None
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        for number, last, chunk in _numbered(_even(content)):
            digest.update(chunk)
            out.write(cipher.encrypt(_nonce(number), chunk, _about(name, number, last)) if cipher else chunk)
        out.flush()
        os.fsync(handle)
    return digest.hexdigest()


def get(name: str, key: str) -> Iterator[bytes]:
    """The content, chunk by chunk; Refused("file_altered") at the first chunk that is not what was written."""
    cipher = AESGCM(bytes.fromhex(key)) if key else None
    try:
        with place(name).open("rb") as file:
            for number, last, chunk in _numbered(_read(file, CHUNK + TAG if cipher else CHUNK)):
                yield cipher.decrypt(_nonce(number), chunk, _about(name, number, last)) if cipher else chunk
    except (InvalidTag, FileNotFoundError):
        raise Refused("file_altered", name=name) from None


def drop(name: str) -> None:
    """Remove the content; nothing happens when it is gone already."""
    place(name).unlink(missing_ok=True)


def names() -> Iterator[tuple[str, float]]:
    """Every file on the disk and when it was written."""
    for path in Path(settings.MEDIA_ROOT).glob("??/" + "?" * 32):
        yield path.name, path.stat().st_mtime


def _even(content: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks of one size."""
    rest = b""
    for piece in content:
        rest += piece
        while len(rest) > CHUNK:
            yield rest[:CHUNK]
            rest = rest[CHUNK:]
    yield rest


def _read(file: BinaryIO, size: int) -> Iterator[bytes]:
    while piece := file.read(size):
        yield piece


def _numbered(chunks: Iterator[bytes]) -> Iterator[tuple[int, bool, bytes]]:
    """Each chunk with its number and whether it is the last."""
    number, before = -1, None
    for chunk in chunks:
        if before is not None:
            yield number, False, before
        number, before = number + 1, chunk
    if before is not None:
        yield number, True, before


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _about(name: str, number: int, last: bool) -> bytes:
    return f"{name}:{number}:{last:d}".encode()
