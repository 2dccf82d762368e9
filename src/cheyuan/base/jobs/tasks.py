"""What the queue calls. Nothing is decided here."""

from contextlib import suppress
from datetime import date

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from cheyuan.base.jobs import actions, run, schedule
from cheyuan.base.jobs.retry import Again
from cheyuan.kernel.clock import now

STALLED_SECONDS = 30
KEEP_FAILED_HOURS = 24 * 30


@app.task(name=actions.RUN, queue=actions.QUEUE, pass_context=True, retry=Again())
def run_work(context: JobContext, work_id: int, group_id: int, store_id: int) -> None:
    """Long work that a person started."""
    run.run(work_id, group_id, store_id, context.should_abort)


@app.task(name=schedule.DAILY, queue=actions.QUEUE, retry=Again(times=8))
def run_daily(name: str, group_id: int, store_id: int, day: str) -> None:
    """One day's run of a scheduled function in one store."""
    schedule.run(name, group_id, store_id, date.fromisoformat(day))


@app.periodic(cron="* * * * *")
@app.task(name="jobs.tick", queue="house", queueing_lock="jobs.tick")
def tick(timestamp: int) -> None:
    """Every minute: which store's hour has come?"""
    schedule.tick(now())


@app.periodic(cron="* * * * * */10")
@app.task(name="jobs.rescue", queue="house", queueing_lock="jobs.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """Every ten seconds: jobs of workers that died go back in line. Two rescuers at once are harmless: jobs are fenced."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        try:
            await manager.retry_job(job)
        except ConnectorException:
            with suppress(ConnectorException):
                await manager.finish_job(job, Status.FAILED, delete_job=False)


@app.periodic(cron="41 19 * * *")
@app.task(name="jobs.forget", queue="house", queueing_lock="jobs.forget", pass_context=True)
async def forget(context: JobContext, timestamp: int) -> None:
    """Every night: jobs that ended more than 30 days ago."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEEP_FAILED_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
