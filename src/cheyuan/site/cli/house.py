"""Waking Django for commands that need the apps, as the application role or as the owner of the tables."""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

import django
import psycopg
from django.db import Error as DatabaseError

from cheyuan.kernel.errors import Refused
from cheyuan.site import config
from cheyuan.site.cli.shared import Fault
from cheyuan.site.embedded import EmbeddedError

P = ParamSpec("P")


def wake(*, owner: bool = False) -> None:
    """Load settings and apps. Must be the first thing that touches Django in this process."""
    if owner:
        os.environ["CHEYUAN_DB_ROLE"] = "owner"
        config.load.cache_clear()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cheyuan.site.settings")
    with explained():
        django.setup()


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the house refuses, or the database does not answer, into one line."""
    try:
        yield
    except Refused as refused:
        raise Fault(refused.code, str(refused), **refused.facts) from refused
    except EmbeddedError as wrong:
        raise Fault("database_away", str(wrong)) from wrong
    except (DatabaseError, psycopg.Error) as wrong:
        raise Fault("database", f"the database says: {str(wrong).strip().splitlines()[0]}") from wrong


def told(function: Callable[P, int]) -> Callable[P, int]:
    """A command's ``run`` whose refusals and database troubles become one line."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> int:
        with explained():
            return function(*args, **kwargs)

    return run
