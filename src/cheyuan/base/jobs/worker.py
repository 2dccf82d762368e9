"""The loop of ``cheyuan worker``: any number of processes, each may be killed at any moment.

Two lines in one process: long work must not keep news, the schedule and the rescue waiting.
"""

import asyncio
import logging
import signal
import time
from collections.abc import Callable
from typing import Protocol

from procrastinate import App
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

log = logging.getLogger("cheyuan.worker")
HOUSE = ["house", "news"]
WORK = ["work"]
HOUSE_JOBS = 2
GRACE = 20.0
LONGEST_PAUSE = 30.0


class Settings(Protocol):
    """What the loop needs to know."""

    @property
    def jobs(self) -> int:
        """How many long pieces of work at once."""

    def url(self) -> str:
        """Brings the database back when it is the embedded one and gone."""


class Lost(Exception):
    """The worker ended without being asked to."""


def run(config: Settings, *, wait: bool = True) -> int:
    """Work until SIGTERM or SIGINT; 0 is the exit code. When the database is away, try again with growing pauses.

    ``wait`` False ends when there is nothing left to do.
    """
    pause = 1.0
    while True:
        started = time.monotonic()
        try:
            config.url()
            asyncio.run(_work(config.jobs, wait))
            return 0
        except (SystemExit, KeyboardInterrupt):
            return 0
        except Exception as trouble:
            pause = 1.0 if time.monotonic() - started > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            log.warning("worker starts again in %d s", pause, exc_info=trouble)
            time.sleep(pause)


async def _work(jobs: int, wait: bool) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4, timeout=10)
    async with _own_app(connector).open_async() as own:
        lines = [
            asyncio.create_task(_line(own, "house", HOUSE, HOUSE_JOBS, wait)),
            asyncio.create_task(_line(own, "work", WORK, jobs, wait)),
        ]
        await _until(asked.wait, lines, wait)


async def _until(asked: Callable[[], object], lines: list["asyncio.Task[None]"], wait: bool) -> None:
    stop = asyncio.ensure_future(asked())  # type: ignore[call-overload]
    condition = asyncio.FIRST_COMPLETED if wait else asyncio.ALL_COMPLETED
    await asyncio.wait([*lines, stop] if wait else lines, return_when=condition)
    for line in lines:
        line.cancel()
    ends = await asyncio.gather(*lines, return_exceptions=True)
    if stop.cancel() and wait:
        raise next((end for end in ends if isinstance(end, Exception)), Lost())


async def _line(own: App, name: str, queues: list[str], jobs: int, wait: bool) -> None:
    await own.run_worker_async(
        queues=queues,
        name=name,
        concurrency=jobs,
        wait=wait,
        delete_jobs="successful",
        install_signal_handlers=False,
        shutdown_graceful_timeout=GRACE,
    )


def _own_app(connector: PsycopgConnector) -> App:
    """The same tasks over the worker's own connections; what jobs defer goes over Django's, inside their transactions."""
    own = DjangoApp(connector=connector)
    own.tasks = app.tasks
    own.periodic_registry = app.periodic_registry
    return own
