"""``cheyuan migrate``: roles, tables, static files, SQL of plan and figures; on an empty database the first group and store."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from cheyuan.site import grants, statics
from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.shared import Fault, answer, options
from cheyuan.site.config import Config, load
from cheyuan.site.embedded.bootstrap import EXTENSIONS, outside_role

LOCK = 7_305_001
"""Advisory lock: two migrations at once wait for each other."""
TOO_OLD = 150_000
WRITTEN = ("cheyuan.engage.care.planning.texts.texts", "cheyuan.insight.metrics.texts.written")
"""SQL that Ibis writes for seconds: now, not while somebody waits for the first plan or the first rows behind a figure."""


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Bring the database to this version of the product."""
    config = load()
    with _alone(config.owner_url()) as link:
        _prepare(config, link)
        wake(owner=True)
        pending = len(_pending())
        if pending:
            call_command("migrate", interactive=False, verbosity=0)
        made = _first_store()
    static = statics.collect()
    for written in WRITTEN:
        import_string(written)()
    facts = {"applied": pending, "first_store": made, "static": static}
    answer(args, facts, f"database ready, {pending} migrations applied" + (", first store made" if made else ""))
    return 0


@contextmanager
def _alone(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url, autocommit=True) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield link


def _prepare(config: Config, link: psycopg.Connection) -> None:
    if link.info.server_version < TOO_OLD:
        raise Fault("database_old", "PostgreSQL 15 or newer is needed")
    for name in EXTENSIONS:
        link.execute(f"CREATE EXTENSION IF NOT EXISTS {name}".encode())
    row = link.execute("SELECT cardinality(show_trgm('王小伟'))").fetchone()
    if row == (0,):
        raise Fault("database_locale", "the database's LC_CTYPE cannot read Chinese; create it with LC_CTYPE C.UTF-8")
    if not config.embedded:
        outside_role(link, config.app_password)
    grants.prepare(link)


def _pending() -> list[object]:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return list(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _first_store() -> bool:
    groups, stores = apps.get_model("tenancy", "Group").objects, apps.get_model("tenancy", "Store").objects
    with transaction.atomic():
        if groups.exists():
            return False
        stores.create(group=groups.create(code="default", name="default"), code="default", name="default")
    return True
