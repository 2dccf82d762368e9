"""What all steps of an import share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from cheyuan.base.intake import pipeline
from cheyuan.base.intake.loaders import Run
from cheyuan.base.intake.models import Batch
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict

LOCK = 7_310_002


def must_be(one: Batch, *states: str) -> None:
    """Conflict("wrong_state") when the import has moved on."""
    if one.state not in states:
        raise Conflict("wrong_state", state=one.state)


def alone(store_id: int) -> None:
    """Conflict("import_running") while another import of the store is being written or taken back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, store_id])
        if not cursor.fetchone()[0]:
            raise Conflict("import_running")


@contextmanager
def run_of(by: Actor, one: Batch, at: datetime) -> Iterator[Run]:
    """One pass as this actor in the store of the import."""
    here = by.within(one.store_id) if by.store_ids != (one.store_id,) else by
    with pipeline.cursor() as cursor:
        yield Run(here, one.store_id, one.pk, one.as_of, at, cursor)
