"""Creating the server's files: always UTF-8 with LC_CTYPE C.UTF-8, whatever the caller's locale."""

import os
import shutil
import subprocess
from pathlib import Path

from cheyuan.site.embedded.facts import EmbeddedError, Facts, invent, read, write
from cheyuan.site.embedded.programs import server_program, server_user

SETTINGS = """
# Cheyuan's own settings. Memory is for a small store's machine; a group sets DATABASE_URL.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 80MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 1GB
random_page_cost = 1.1
jit = off
io_method = sync
max_worker_processes = 6
max_parallel_workers = 2
max_logical_replication_workers = 0
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
# No personal data in logs: no statements, no details with row values.
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""
ACCESS = "local all all scram-sha-256\n"


def create_if_missing(data: Path) -> Facts:
    """The facts of the server in ``data``; its files are created when there are none, all or nothing."""
    facts = read(data)
    ready = (data / "db" / "PG_VERSION").exists()
    if facts is not None and ready:
        return facts
    if ready:
        raise EmbeddedError(f"{data / 'db'} is there but {data / 'db.json'}, which holds its passwords, is missing")
    facts = write(data, invent())
    _create(data, facts)
    return facts


def _create(data: Path, facts: Facts) -> None:
    fresh = data / "db.creating"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    _give(fresh)
    _initdb(fresh, facts.super_password)
    with (fresh / "postgresql.conf").open("a") as settings:
        settings.write(SETTINGS)
    (fresh / "pg_hba.conf").write_text(ACCESS)
    fresh.rename(data / "db")


def _give(thing: Path | int) -> None:
    user = server_user()
    if user is not None:
        os.chown(thing, user.pw_uid, user.pw_gid)


def _initdb(folder: Path, password: str) -> None:
    reading, writing = os.pipe()
    os.write(writing, password.encode() + b"\n")
    os.close(writing)
    _give(reading)
    command = [server_program("initdb"), "-D", here(folder), "-U", "postgres", f"--pwfile=/dev/fd/{reading}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8", "--no-instructions"]
    try:
        made = _run(command, folder, reading)
    finally:
        os.close(reading)
    if made.returncode:
        raise EmbeddedError(f"initdb failed: {(made.stderr or made.stdout).strip()}")


def _run(command: list[str], folder: Path, passed: int) -> subprocess.CompletedProcess[str]:
    user = server_user()
    who = None if user is None else user.pw_uid
    group = None if user is None else user.pw_gid
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(),
        user=who,
        group=group,
        extra_groups=None if user is None else [],
        pass_fds=[passed],
        capture_output=True,
        text=True,
        check=False,
    )


def here(folder: Path) -> str:
    """How the server names its folder: by its working directory when it runs as another user."""
    return str(folder) if server_user() is None else "/proc/self/cwd"


def environment() -> dict[str, str]:
    """A clean environment for server programs: the caller's locale and PG… variables must not leak in."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
