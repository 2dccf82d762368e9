"""Where uploaded files lie while an import is being prepared: sealed, in the data folder, gone after commit or discard."""

import os
import secrets
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from cheyuan.base.intake.models import Batch
from cheyuan.base.intake.pipeline import Input

CHUNK = 1 << 20


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "intake"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _cipher() -> AESGCM:
    return AESGCM(next(iter(settings.FIELD_KEYS.values())))


def keep(batch_id: int, files: Sequence[Input]) -> list[dict[str, str]]:
    """Seal the files under random names; answers what the batch remembers of them."""
    kept = []
    for one in files:
        name = f"{batch_id}-{secrets.token_hex(16)}"
        with one.path.open("rb") as source, (_folder() / name).open("xb") as target:
            _seal(source, target, name)
        kept.append({"name": one.name, "kept": name})
    return kept


def _seal(source: BinaryIO, target: BinaryIO, name: str) -> None:
    cipher, number = _cipher(), 0
    while chunk := source.read(CHUNK):
        nonce = os.urandom(12)
        body = cipher.encrypt(nonce, chunk, f"{name}:{number}".encode())
        target.write(nonce + len(body).to_bytes(4, "big") + body)
        number += 1


def _open(source: BinaryIO, target: BinaryIO, name: str) -> None:
    cipher, number = _cipher(), 0
    while head := source.read(16):
        body = source.read(int.from_bytes(head[12:], "big"))
        target.write(cipher.decrypt(head[:12], body, f"{name}:{number}".encode()))
        number += 1


def opened(stack: ExitStack, one: Batch) -> list[Input]:
    """The files of a batch, readable until the stack is left."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="intake-", dir=_folder())))
    found = []
    for place, file in enumerate(one.files):
        plain = folder / str(place)
        with (_folder() / file["kept"]).open("rb") as source, plain.open("xb") as target:
            _open(source, target, file["kept"])
        found.append(Input(plain, file["name"]))
    return found


def drop_after_commit(one: Batch) -> None:
    """Delete the files once the transaction holds."""
    names = [file["kept"] for file in one.files]

    def drop() -> None:
        for name in names:
            with suppress(FileNotFoundError):
                (_folder() / name).unlink()

    transaction.on_commit(drop)
