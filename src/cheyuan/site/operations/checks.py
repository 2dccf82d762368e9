"""The questions behind /readyz and ``cheyuan doctor``: each answers whether it holds, and with what detail."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from cheyuan.site.config import load

FREE_BYTES = 256 * 1024 * 1024
"""Less free disk than this and the installation is not ready."""
HEARTBEAT_SECONDS = 60
"""A worker that has not been heard of for longer does not count."""


@dataclass(frozen=True)
class Finding:
    """The answer to one question."""

    name: str
    ok: bool
    detail: str


def readiness() -> list[Finding]:
    """All questions; those that need the database are not asked when it is away."""
    database = _ask("database", _database)
    rest = [("trigrams", _trigrams), ("role", _role), ("migrations", _migrations), ("jobs", _jobs)]
    asked = [_ask(name, question) for name, question in rest] if database.ok else []
    return [database, *asked, _ask("disk", _disk)]


def _ask(name: str, question: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        return Finding(name, *question())
    except (DatabaseError, OSError) as trouble:
        return Finding(name, False, type(trouble).__name__)


def _one(question: str) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return tuple(cursor.fetchone() or ())


def _database() -> tuple[bool, str]:
    (version,) = _one("SELECT current_setting('server_version')")
    return True, f"PostgreSQL {version}"


def _trigrams() -> tuple[bool, str]:
    (count,) = _one("SELECT cardinality(show_trgm('王小伟'))")
    return bool(count), "Chinese is searchable" if count else "LC_CTYPE of the database must be C.UTF-8"


def _role() -> tuple[bool, str]:
    name, *powers = _one("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    return not any(powers), f"{name} is bound by row-level security" if not any(powers) else f"{name} sees every store"


@cache
def _on_disk() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _migrations() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        missing = _on_disk() - set(cursor.fetchall())
    return not missing, "all applied" if not missing else f"{len(missing)} not applied: run cheyuan migrate"


def _jobs() -> tuple[bool, str]:
    (age,) = _one("SELECT extract(epoch FROM now() - max(last_heartbeat))::int FROM procrastinate_workers")
    if age is None:
        return False, "no worker runs: start cheyuan worker"
    return int(str(age)) <= HEARTBEAT_SECONDS, f"last heartbeat {age} s ago"


def _disk() -> tuple[bool, str]:
    free = shutil.disk_usage(load().data).free
    return free >= FREE_BYTES, f"{free // 1024**2} MiB free"
