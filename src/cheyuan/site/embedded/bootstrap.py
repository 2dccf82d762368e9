"""What the empty server gets: the two roles, the database, the extensions. Running it twice changes nothing."""

from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg import sql

from cheyuan.site.embedded.facts import EmbeddedError, Facts, urls, write

PREPARED = 4
"""Raise it when ``prepare`` learns something new, so that older servers get it too."""
EXTENSIONS = ("pg_trgm", "btree_gist")
OWNER_RIGHTS = "LOGIN NOSUPERUSER CREATEDB CREATEROLE BYPASSRLS"
APP_RIGHTS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"


def prepare(data: Path, facts: Facts) -> Facts:
    """Create roles, extensions (in the template, so that every new database has them) and the database ``cheyuan``."""
    with psycopg.connect(urls(facts, "template1").superuser, autocommit=True) as template:
        for name in EXTENSIONS:
            template.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
        _role(template, "cheyuan_owner", OWNER_RIGHTS, facts.owner_password)
        _role(template, "cheyuan_app", APP_RIGHTS, facts.app_password)
        _alone(template)
    with psycopg.connect(urls(facts, "postgres").superuser, autocommit=True) as server:
        _database(server)
    return write(data, replace(facts, prepared=PREPARED))


def outside_role(link: psycopg.Connection, password: str) -> None:
    """Create the application role on a server that is not ours, or bring its rights and password up to date."""
    _role(link, "cheyuan_app", "LOGIN", password)
    _alone(link)
    found = link.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'cheyuan_app'").fetchone()
    if found is None or any(found):
        raise EmbeddedError("the role cheyuan_app must be neither superuser nor BYPASSRLS")


def _role(link: psycopg.Connection, name: str, rights: str, password: str) -> None:
    there = link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = "ALTER" if there else "CREATE"
    statement = sql.SQL(f"{verb} ROLE {{}} {rights} PASSWORD {{}}")
    link.execute(statement.format(sql.Identifier(name), sql.Literal(password)))


def _alone(link: psycopg.Connection) -> None:
    """The application's questions are many and small: a second process or compiled code for one costs more than it saves.

    A question ends when nobody is left who asked it; else a killed worker's statement would go on for as long as it likes.
    """
    link.execute("ALTER ROLE cheyuan_app SET max_parallel_workers_per_gather = 0")
    link.execute("ALTER ROLE cheyuan_app SET jit = off")
    link.execute("ALTER ROLE cheyuan_app SET client_connection_check_interval = '5s'")


def _database(link: psycopg.Connection) -> None:
    if link.execute("SELECT 1 FROM pg_database WHERE datname = 'cheyuan'").fetchone() is None:
        link.execute("CREATE DATABASE cheyuan OWNER cheyuan_owner")
    link.execute("REVOKE ALL ON DATABASE cheyuan FROM PUBLIC")
    link.execute("GRANT CONNECT, TEMPORARY ON DATABASE cheyuan TO cheyuan_app")
