"""One migrated template per state of the migrations, one clone per test process: 0.1 s instead of all migrations."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql

from cheyuan.site import config, grants
from cheyuan.site.settings import database

LOCK = 7_310_001


def _template_name() -> str:
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda one: one.label):
        folder = Path(app.path) / "migrations"
        for file in sorted(folder.glob("*.py")):
            digest.update(file.name.encode() + file.read_bytes())
    digest.update(b"grants" + Path(grants.__file__).read_bytes())
    return f"tpl_{digest.hexdigest()[:16]}"


def _named(url: str, name: str) -> str:
    parts = urlsplit(url)
    return parts._replace(path=f"/{name}").geturl()


def _exists(server: psycopg.Connection, name: str) -> bool:
    return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _create(server: psycopg.Connection, name: str, template: str = "template1") -> None:
    server.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY WAL_LOG").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


def _migrate(owner_url: str) -> None:
    connections.databases["owner"] = {**settings.DATABASES["default"], **database(owner_url), "CONN_MAX_AGE": 0}
    connections.configure_settings(connections.databases)
    grants.prepare(connections["owner"])
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections["owner"].close()
    del connections["owner"], connections.databases["owner"]


def _template(server: psycopg.Connection, owner_url: str) -> str:
    name = _template_name()
    server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        if not _exists(server, name):
            draft = f"{name}_draft"
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(draft)))
            _create(server, draft)
            _migrate(_named(owner_url, draft))
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name))
            )
    finally:
        server.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return name


@pytest.fixture(scope="session")
def owner_url() -> str:
    """The address of the server as owner of the tables (guards' controls and raw looks at what is stored)."""
    return config.load().owner_url()


@pytest.fixture(scope="session")
def django_db_setup(request: Any, owner_url: str, django_db_blocker: Any) -> Iterator[None]:
    """A fresh clone for this test process; the tests themselves connect as the application role."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"test_{worker}_{os.getpid()}"
    with (
        django_db_blocker.unblock(),
        closing(psycopg.connect(_named(owner_url, "postgres"), autocommit=True)) as server,
    ):
        template = _template(server, owner_url)
        _renew(server, name, template)
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = name
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: _renew(server, name, template))
            yield
        connections.close_all()
        _drop(server, name)


def _renew(server: psycopg.Connection, name: str, template: str) -> None:
    """A fresh clone; after tests that commit, since the application's role may not truncate (and must not)."""
    connections.close_all()
    _drop(server, name)
    _create(server, name, template)
    server.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))


def _drop(server: psycopg.Connection, name: str) -> None:
    """Without force: PostgreSQL waits some seconds for sessions that are just ending; those of others are not ours to end."""
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


@pytest.fixture
def owner_connection(db: Any, owner_url: str) -> Iterator[psycopg.Connection]:
    """A connection as owner to this process's test database: sees committed rows only, past row-level security."""
    with psycopg.connect(_named(owner_url, connections["default"].settings_dict["NAME"]), autocommit=True) as link:
        yield link
