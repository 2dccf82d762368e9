"""When a job is tried again."""

from typing import Any

import django.db
import psycopg
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import JobAborted

from cheyuan.base.jobs.fence import Busy

AWAY = (Busy, JobAborted, django.db.OperationalError, django.db.InterfaceError, psycopg.OperationalError)
"""Not the work's fault: the fence is taken, the worker stops, the database is away."""
PAUSE = 10


class Again(BaseRetryStrategy):
    """Every ten seconds while it is not the work's fault; for other errors ``times`` more, each a little later."""

    def __init__(self, times: int = 0) -> None:
        self.times = times

    def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:
        """When to try again; None gives up."""
        if isinstance(exception, AWAY):
            return RetryDecision(retry_in={"seconds": 0 if isinstance(exception, JobAborted) else PAUSE})
        if job.attempts < self.times:
            return RetryDecision(retry_in={"seconds": 60 * (job.attempts + 1)})
        return None
