"""Where uploaded files lie while an import is being prepared: sealed, in the data folder, gone after commit or discard.

Names: ``STORE-BATCH-random`` for uploads, ``STORE-BATCH-refused-random`` for rows that were refused. Readable copies live
in folders of their own only while they are being read; ``sweep`` removes what a killed process left behind.
"""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from cheyuan.base.intake.models import Batch
from cheyuan.base.intake.pipeline import Input

CHUNK = 1 << 20
PLAIN = "plain-"
STALE = 3600.0
"""Seconds after which a readable copy belongs to nobody: longer than any reading may take."""


class Incoming(NamedTuple):
    """One file on its way in: how people call it, and its content."""

    name: str
    chunks: Iterable[bytes]


def folder() -> Path:
    """The folder of all uploads, for this user only."""
    place = Path(settings.MEDIA_ROOT) / "intake"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def chunks_of(path: Path) -> Iterator[bytes]:
    """The content of a file on disk."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def keep(one: Batch, files: Iterable[Incoming]) -> list[dict[str, str]]:
    """Seal the files under random names; answers what the batch remembers of them."""
    kept = []
    for file in files:
        name = f"{one.store_id}-{one.pk}-{secrets.token_hex(16)}"
        _write(name, file.chunks)
        kept.append({"name": file.name[:200], "kept": name})
    return kept


def keep_refused(one: Batch, lines: Iterable[bytes]) -> str:
    """Seal the refused rows; answers the name of their file."""
    name = f"{one.store_id}-{one.pk}-refused-{secrets.token_hex(8)}"
    _write(name, _blocks(lines))
    return name


def refused_lines(one: Batch) -> Iterator[bytes]:
    """The lines of ``keep_refused``; nothing when there is no such file any more."""
    path = folder() / one.refused_file
    if not one.refused_file or not path.exists():
        return
    rest = b""
    with path.open("rb") as source:
        for block in _read(source, one.refused_file):
            *lines, rest = (rest + block).split(b"\n")
            yield from lines
    if rest:
        yield rest


def _blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= CHUNK:
            yield b"\n".join(held) + b"\n"
            held, size = [], 0
    if held:
        yield b"\n".join(held)


def _cipher() -> AESGCM:
    return AESGCM(next(iter(settings.FIELD_KEYS.values())))


def _write(name: str, chunks: Iterable[bytes]) -> None:
    cipher = _cipher()
    try:
        with (folder() / name).open("xb") as target:
            for number, chunk in enumerate(chunks):
                nonce = os.urandom(12)
                body = cipher.encrypt(nonce, chunk, f"{name}:{number}".encode())
                target.write(nonce + len(body).to_bytes(4, "big") + body)
    except BaseException:
        drop([name])
        raise


def _read(source: BinaryIO, name: str) -> Iterator[bytes]:
    ciphers, number = [AESGCM(key) for key in settings.FIELD_KEYS.values()], 0
    while head := source.read(16):
        body, about = source.read(int.from_bytes(head[12:], "big")), f"{name}:{number}".encode()
        yield _opened(ciphers, head[:12], body, about)
        number += 1


def _opened(ciphers: list[AESGCM], nonce: bytes, body: bytes, about: bytes) -> bytes:
    """Sealed under the newest key of then, which may be an older one now."""
    for cipher in ciphers[:-1]:
        with suppress(Exception):
            return cipher.decrypt(nonce, body, about)
    return ciphers[-1].decrypt(nonce, body, about)


def workroom(stack: ExitStack) -> Path:
    """A folder for readable copies, gone when the stack is left."""
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=PLAIN, dir=folder())))


def opened(stack: ExitStack, one: Batch) -> list[Input]:
    """The files of a batch, readable until the stack is left."""
    place, found = workroom(stack), []
    for number, file in enumerate(one.files):
        plain = place / str(number)
        with (folder() / file["kept"]).open("rb") as source, plain.open("xb") as target:
            for chunk in _read(source, file["kept"]):
                target.write(chunk)
        found.append(Input(plain, file["name"]))
    return found


def drop(names: Iterable[str]) -> None:
    """Delete files of this folder."""
    for name in names:
        with suppress(FileNotFoundError):
            (folder() / name).unlink()


def drop_after_commit(one: Batch, *, refused: bool = False) -> None:
    """Delete the uploads (with ``refused`` also the refused rows) once the transaction holds."""
    names = [file["kept"] for file in one.files]
    names += [one.refused_file] if refused and one.refused_file else []
    transaction.on_commit(lambda: drop(names))


def sweep(store_id: int, living: Collection[str]) -> int:
    """Remove readable copies that a killed process left, and files of this store that no batch knows; answers how many."""
    before, gone = time.time() - STALE, 0
    for path in folder().iterdir():
        if path.stat().st_mtime > before:
            continue
        if path.name.startswith(PLAIN):
            shutil.rmtree(path, ignore_errors=True)
            gone += 1
        elif path.name.startswith(f"{store_id}-") and path.name not in living:
            drop([path.name])
            gone += 1
    return gone
