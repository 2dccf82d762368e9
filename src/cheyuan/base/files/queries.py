"""Opening files."""

from collections.abc import Iterator
from dataclasses import dataclass

from cheyuan.base.files import chest, rights
from cheyuan.base.files.kinds import MEDIA_TYPES
from cheyuan.base.files.models import StoredFile
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


@dataclass(frozen=True)
class OpenFile:
    """A file and its content; the content may be read once, also after the scope has ended."""

    row: StoredFile
    media_type: str
    content: Iterator[bytes]


def open(by: Actor, file_id: int) -> OpenFile:
    """A file of the actor's stores; Missing, or Denied without the right that its purpose asks for."""
    return _opened(by, StoredFile.objects.filter(pk=file_id, store_id__in=by.store_ids).first(), file_id)


def open_named(by: Actor, name: str) -> OpenFile:
    """The same by its random name."""
    return _opened(by, StoredFile.objects.filter(name=name, store_id__in=by.store_ids).first(), name)


def entrusted(by: Actor, file_id: int, *, purpose: str) -> OpenFile:
    """A file of the actor's stores for the app that took it in for this purpose, and has itself decided who may open it."""
    row = StoredFile.objects.filter(pk=file_id, purpose=purpose, store_id__in=by.store_ids).first()
    if row is None:
        raise Missing("file", file_id)
    return OpenFile(row, MEDIA_TYPES[row.kind], chest.get(row.name, str(row.key)))


def _opened(by: Actor, row: StoredFile | None, wanted: object) -> OpenFile:
    if row is None:
        raise Missing("file", wanted)
    rights.require(by, row.purpose)
    return OpenFile(row, MEDIA_TYPES[row.kind], chest.get(row.name, str(row.key)))
