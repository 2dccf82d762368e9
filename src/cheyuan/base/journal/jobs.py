"""Background work of the journal: deliver news, witness the heads of the audit chains, forget old deliveries."""

from datetime import timedelta
from typing import Any

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from cheyuan.base.journal import events, witness
from cheyuan.base.journal.models import Delivery
from cheyuan.base.tenancy.models import Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now

RETRY = RetryStrategy(max_attempts=12, exponential_wait=2)
KEEP = timedelta(days=30)


@app.task(name=events.TASK, queue=events.QUEUE, retry=RETRY)
def deliver(event: str, subscriber: str, key: str, data: dict[str, Any]) -> None:
    """Let one subscriber take one piece of news. The mark and what it writes are one transaction: twice is once."""
    news = events.restored(event, data)
    group = Store.objects.values_list("group_id", flat=True).get(pk=news.store_id)
    by = system(group, (news.store_id,), name="news")
    with scope(by):
        if _is_first(key):
            events.subscriber(event, subscriber)(by, news)


def _is_first(key: str) -> bool:
    """Whether nobody took this delivery before; waits for a rival who is taking it right now."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO journal_delivery (key, at) VALUES (%s, now()) ON CONFLICT DO NOTHING", [key])
        return bool(cursor.rowcount)


@app.periodic(cron="* * * * *")
@app.task(name="journal.witness", queueing_lock="journal.witness", queue="house")
def export_heads(timestamp: int) -> None:
    """Every minute: write the heads of all chains to a file outside the database and its backup."""
    witness.export(now())


@app.periodic(cron="17 19 * * *")
@app.task(name="journal.forget", queueing_lock="journal.forget", queue="house")
def forget_deliveries(timestamp: int) -> None:
    """Every night: remove the marks of deliveries older than 30 days; none of them can come again."""
    Delivery.objects.filter(at__lt=now() - KEEP).delete()
