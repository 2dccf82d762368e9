"""Writing a backup: manifest, dump, files; complete or not there at all."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cheyuan.site.config import Config
from cheyuan.site.vault.parcel import BLOCK, end, put
from cheyuan.site.vault.postgres import dumped, powerful_url
from cheyuan.site.vault.sealed import Sealer


def write(config: Config, target: Path) -> dict[str, object]:
    """Back up into ``target`` (0600); what was written, in bytes and numbers of files."""
    manifest = describe(config)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            sealer = Sealer(out, config.backup_key)
            put(sealer, "manifest.json", [json.dumps(manifest).encode()])
            size = put(sealer, "database.dump", dumped(powerful_url(config)))
            files = [put(sealer, f"files/{name}", _read(path)) for name, path in _files(config.data / "files")]
            end(sealer)
            sealer.close()
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    facts = {**manifest, "file": str(target), "bytes": target.stat().st_size, "dump_bytes": size, "files": len(files)}
    _note(config, facts)
    return facts


def describe(config: Config) -> dict[str, object]:
    """When, and which field keys the sealed values need (fingerprints, not keys)."""
    keys = {name: sha256(b"fingerprint" + key).hexdigest()[:16] for name, key in config.field_keys.items()}
    return {"made_at": datetime.now(UTC).isoformat(timespec="seconds"), "field_keys": keys}


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while block := source.read(BLOCK):
            yield block


def _note(config: Config, facts: dict[str, object]) -> None:
    draft = config.data / "backup.last.new"
    draft.write_text(json.dumps(facts, default=str))
    draft.replace(config.data / "backup.last")
