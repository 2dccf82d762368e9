"""Files at the door: how many, how large, before anything of them is kept. The same for pages and programs."""

from collections.abc import Sequence
from typing import Any

from cheyuan.base.intake import policies
from cheyuan.base.intake.reading.limits import MIB
from cheyuan.kernel.errors import Refused


def fit(files: Sequence[Any], store_id: int) -> None:
    """Refused: files_missing, files_too_many, file_too_large, sheet_file_empty. Files have a ``name`` and a ``size`` in bytes."""
    most, limit = policies.files_at_once(store_id), policies.limits(store_id).file_bytes
    if not files:
        raise Refused("files_missing")
    if len(files) > most:
        raise Refused("files_too_many", count=len(files), limit=most)
    for file in files:
        if file.size > limit:
            raise Refused(
                "file_too_large", value=file.name, megabytes=file.size // MIB, limit_mb=limit // MIB, bytes=file.size
            )
        if not file.size:
            raise Refused("sheet_file_empty", value=file.name)


def title_of(names: Sequence[str]) -> str:
    """What an import of these files is called: two of them, and how many more."""
    more = f" +{len(names) - 2}" if len(names) > 2 else ""
    return "、".join(names[:2]) + more
