"""The database's part of a backup: pg_dump's custom format in, pg_restore out, always as one transaction."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from psycopg import sql

from cheyuan.site import embedded
from cheyuan.site.cli.shared import Fault
from cheyuan.site.config import Config
from cheyuan.site.vault.parcel import BLOCK

AT_WORK = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'cheyuan_app' AND datname = current_database()"
OWN_TABLES = "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"

LOADED = {"PGOPTIONS": "-c session_preload_libraries=pg_trgm"}
"""Functions may set parameters of pg_trgm, which only its loaded library knows."""


def powerful_url(config: Config) -> str:
    """The address that sees every row: the embedded server's superuser, else the owner."""
    if not config.embedded:
        return config.database_url
    embedded.ensure(config.data)
    return embedded.super_url(config.data, "cheyuan")


def dumped(url: str) -> Iterator[bytes]:
    """The dump in blocks; Fault when pg_dump fails."""
    with tempfile.TemporaryFile() as said:
        command = [embedded.program("pg_dump"), "--format=custom", "--no-owner", "--no-comments", "--no-password"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=_environment(url))
        assert process.stdout is not None
        try:
            while block := process.stdout.read(BLOCK):
                yield block
        finally:
            process.stdout.close()
            code = process.wait()
        if code:
            raise Fault("dump_failed", f"pg_dump: {_complaint(said)}")


def restored(url: str, blocks: Iterable[bytes], role: str) -> None:
    """Feed a dump to pg_restore, all or nothing; objects belong to ``role``."""
    with tempfile.TemporaryFile() as said:
        command = [
            embedded.program("pg_restore"),
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-comments",
        ]
        command += ["--no-password", f"--role={role}", f"--dbname={urlsplit(url).path.lstrip('/')}"]
        env = _environment(url) | (LOADED if urlsplit(url).username == "postgres" else {})
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=said, env=env)
        assert process.stdin is not None
        try:
            for block in blocks:
                process.stdin.write(block)
            process.stdin.close()
        except BrokenPipeError:
            pass  # pg_restore has ended; it says why
        except BaseException:
            process.kill()  # a damaged backup: the transaction must not be committed
            process.wait()
            raise
        if process.wait():
            raise Fault("restore_failed", f"pg_restore: {_complaint(said)}")


def require_empty(url: str) -> None:
    """Fault when the database already has tables or users at work."""
    with psycopg.connect(url) as link:
        tables = _count(link, OWN_TABLES)
        busy = _count(
            link, "SELECT count(*) FROM pg_stat_activity WHERE usename = 'cheyuan_app' AND datname = current_database()"
        )
    if tables:
        raise Fault("not_empty", f"the database has {tables} tables; restore needs an empty one", tables=tables)
    if busy:
        raise Fault("in_use", "stop serve and worker before a restore")


def counts(url: str) -> dict[str, int]:
    """Rows by table."""
    with psycopg.connect(url) as link:
        names = [
            row[0] for row in link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        ]
        return {name: _count(link, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))) for name in names}


def _count(link: psycopg.Connection, question: str | sql.Composed) -> int:
    row = link.execute(question if isinstance(question, sql.Composed) else question.encode()).fetchone()
    return int(row[0]) if row else 0


def _environment(url: str) -> dict[str, str]:
    """The address as variables: on a command line everybody on the machine could read the password."""
    parts = urlsplit(url)
    host = parts.hostname or parse_qs(parts.query).get("host", [""])[0]
    named = {
        "PGHOST": host,
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
        "PGSSLMODE": parse_qs(parts.query).get("sslmode", [""])[0],
    }
    inherited = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    return inherited | {name: value for name, value in named.items() if value}


def _complaint(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    return next((line for line in lines if "error:" in line), lines[-1] if lines else "no message")
