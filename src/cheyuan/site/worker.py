"""The loop of one worker process: takes jobs and the schedule, leaves on a signal, comes back when the database does.

Jobs run against an app object with a pool of its own. The house's own app keeps Django's connection, so that what a job
defers is deferred inside the job's transaction.
"""

import asyncio
import contextlib
import logging
import signal
import time

import procrastinate
from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.periodic import PeriodicDeferrer

log = logging.getLogger(__name__)
GRACE = 25.0
"""Seconds that running jobs get when the worker is told to leave; later they are rescued and run again."""
HOUSE, WORK = ["house", "news"], ["work"]
"""Queues of short jobs, and of long work (concurrency of CHEYUAN_JOBS)."""
HOUSE_JOBS = 2
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
"""Seconds between two tries while the database is away."""
SETTLED = 30.0
"""A loop that lived longer than this starts again without a pause growing."""


async def live(concurrency: int, *, schedule_only: bool = False) -> None:
    """Work until SIGTERM or SIGINT."""
    leaving = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, leaving.set)
    pause = FIRST_PAUSE
    while not leaving.is_set():
        born = time.monotonic()
        await _once(concurrency, schedule_only, leaving)
        pause = FIRST_PAUSE if time.monotonic() - born > SETTLED else min(2 * pause, LONGEST_PAUSE)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(leaving.wait(), pause)


async def _once(concurrency: int, schedule_only: bool, leaving: asyncio.Event) -> None:
    """One life of the loop; it ends by itself when the database goes."""
    await _forget_connections()
    work = asyncio.create_task(_schedule() if schedule_only else _work(concurrency))
    signalled = asyncio.create_task(leaving.wait())
    await asyncio.wait({work, signalled}, return_when=asyncio.FIRST_COMPLETED)
    signalled.cancel()
    if leaving.is_set():
        work.cancel()
    try:
        await work
    except asyncio.CancelledError:
        log.info("worker leaves")
    except Exception as trouble:
        log.warning("worker lost the database and tries again: %s", type(trouble).__name__)


_forget_connections = sync_to_async(connections.close_all, thread_sensitive=True)
"""The schedule defers through Django's connection of the main thread, which nobody else mends after an outage."""


def _apart() -> procrastinate.App:
    pool = procrastinate.PsycopgConnector(kwargs=connector_params("default"), min_size=1, max_size=4, timeout=10.0)
    return app.with_connector(pool)


async def _work(concurrency: int) -> None:
    """Two lines in one process: long work must not keep news, the schedule and the rescue of dead workers waiting."""
    async with _apart().open_async() as own:
        lines = [_line(own, "house", HOUSE, HOUSE_JOBS), _line(own, "work", WORK, concurrency)]
        running = [asyncio.create_task(line) for line in lines]
        try:
            await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for line in running:
                line.cancel()
            ends = await asyncio.gather(*running, return_exceptions=True)
        for end in ends:
            if isinstance(end, Exception):
                raise end


async def _line(own: procrastinate.App, name: str, queues: list[str], concurrency: int) -> None:
    await own.run_worker_async(
        name=name,
        queues=queues,
        concurrency=concurrency,
        install_signal_handlers=False,
        shutdown_graceful_timeout=GRACE,
        fetch_job_polling_interval=2.0,
        delete_jobs="successful",
    )


async def _schedule() -> None:
    async with _apart().open_async() as own:
        own.perform_import_paths()  # type: ignore[no-untyped-call]
        await PeriodicDeferrer(registry=own.periodic_registry).worker()
