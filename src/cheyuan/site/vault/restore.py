"""Reading a backup: first all of it is proven, then the database and the files come back; or a rehearsal beside them."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import psycopg
from psycopg import sql

from cheyuan.site.cli.shared import Fault
from cheyuan.site.config import Config
from cheyuan.site.vault import postgres
from cheyuan.site.vault.backup import describe
from cheyuan.site.vault.parcel import Unpacker
from cheyuan.site.vault.sealed import SealBroken, opened

Member = tuple[str, Iterator[bytes]]


@contextmanager
def _members(config: Config, source: Path) -> Iterator[Iterator[Member]]:
    try:
        with source.open("rb") as stream:
            yield Unpacker(opened(stream, config.backup_key)).members()
    except SealBroken as broken:
        raise Fault("backup_broken", str(broken)) from broken
    except FileNotFoundError as missing:
        raise Fault("no_backup", f"{missing.filename} does not exist") from missing


def prove(config: Config, source: Path) -> dict[str, Any]:
    """Read the whole file; its manifest, when every byte is as it was written and our keys fit."""
    manifest: dict[str, Any] = {}
    with _members(config, source) as members:
        for name, blocks in members:
            if name == "manifest.json":
                manifest = json.loads(b"".join(blocks))
    ours: Any = describe(config)["field_keys"]
    lacking = sorted(name for name, print_ in manifest["field_keys"].items() if ours.get(name) != print_)
    if lacking:
        raise Fault("keys_missing", f"sealed fields need the field keys {', '.join(lacking)}: set CHEYUAN_FIELD_KEYS")
    return manifest


def whole(config: Config, source: Path) -> dict[str, Any]:
    """Restore into the empty database and the empty files folder."""
    manifest = prove(config, source)
    url, files = postgres.powerful_url(config), config.data / "files"
    postgres.require_empty(url)
    if files.exists() and any(files.iterdir()):
        raise Fault("not_empty", f"{files} is not empty")
    fresh = config.data / "files.restoring"
    shutil.rmtree(fresh, ignore_errors=True)
    count = _put_back(config, source, url, fresh)
    fresh.mkdir(exist_ok=True)
    shutil.rmtree(files, ignore_errors=True)
    fresh.replace(files)
    _forget_lake(config, url)
    return {**manifest, "files": count, "rows": sum(postgres.counts(url).values())}


def _forget_lake(config: Config, url: str) -> None:
    """What was drawn of another database counts no more; the numbers of its transactions mean nothing in this one.

    A backup of an older version has no table of touches yet.
    """
    shutil.rmtree(config.data / "lake", ignore_errors=True)
    with psycopg.connect(url) as link:
        found = link.execute("SELECT to_regclass('public.lake_touched')").fetchone()
        if found and found[0]:
            link.execute("DELETE FROM lake_touched")


def _put_back(config: Config, source: Path, url: str, files: Path) -> int:
    count = 0
    with _members(config, source) as members:
        for name, blocks in members:
            if name == "database.dump":
                postgres.restored(url, blocks, _owner(url))
            elif name.startswith("files/"):
                _write(files, name.removeprefix("files/"), blocks)
                count += 1
    return count


def _owner(url: str) -> str:
    with psycopg.connect(url) as link:
        user = link.info.user
    return "cheyuan_owner" if user == "postgres" else user


def _write(folder: Path, name: str, blocks: Iterable[bytes]) -> None:
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise Fault("backup_broken", f"unsafe file name {name!r}")
    target = folder / relative
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.writelines(blocks)


def rehearse(config: Config, source: Path) -> dict[str, Any]:
    """The drill: restore into a database of its own, count, compare with the living one, throw it away."""
    manifest = prove(config, source)
    url = postgres.powerful_url(config)
    name = f"drill_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            drill = psycopg_url(url, name)
            with _members(config, source) as members:
                for member, blocks in members:
                    if member == "database.dump":
                        postgres.restored(drill, blocks, link.info.user)
            found, living = postgres.counts(drill), postgres.counts(url)
        finally:
            link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    differ = {table: [found.get(table), count] for table, count in living.items() if found.get(table) != count}
    return {**manifest, "tables": len(found), "rows": sum(found.values()), "since_changed": differ}


def psycopg_url(url: str, database: str) -> str:
    """The same server, another database."""
    head, slash, tail = url.rpartition("/")
    return f"{head}{slash}{database}{'?' + tail.partition('?')[2] if '?' in tail else ''}"
