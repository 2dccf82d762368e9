"""Taking messages that are due: each goes to one worker, and none to somebody who said no (P5, P6, P7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Coalesce

from cheyuan.base.channels.models import Message
from cheyuan.base.channels.moves import MOVES, step
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

LEASE = timedelta(seconds=60)
"""How long a worker may hold a message before another looks whether it is still alive."""
SEND_MOST = timedelta(seconds=20)
"""The longest that handing over one message may take; after a doubt nothing is believed before it has passed."""
CLAIM = """
WITH picked AS (
  SELECT id FROM channels_message
  WHERE state = 'due' AND store_id = ANY(%(stores)s) AND due_at <= %(at)s AND %(at)s < until_at
  ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
), moved AS (
  UPDATE channels_message m SET claim = %(claim)s, claimed_at = %(at)s, tries = m.tries + 1,
    provider = coalesce((SELECT c.provider FROM channels_connection c
      WHERE c.store_id = m.store_id AND c.channel = m.channel AND c.is_on), 'outbox'),
    state = CASE WHEN channels_refused(%(group)s, m.address_key, coalesce(m.phone_key, m.address_key), m.channel, m.purpose)
            THEN 'refused' ELSE 'claimed' END
  FROM picked p WHERE m.id = p.id RETURNING m.id, m.store_id, m.state
), freed AS (
  DELETE FROM channels_touch WHERE message_id IN (SELECT id FROM moved WHERE state = 'refused')
), told AS (
  INSERT INTO channels_passage (store_id, message_id, step, state, at, code, by_name)
  SELECT store_id, id, CASE state WHEN 'claimed' THEN 'claim' ELSE 'refuse' END, state, %(at)s, '', %(by)s FROM moved
)
SELECT id, store_id FROM moved WHERE state = 'claimed' ORDER BY id
"""


@dataclass(frozen=True)
class Claim:
    """Some messages in one worker's hands: (id, store)."""

    token: UUID
    messages: Sequence[tuple[int, int]]


def claim(by: Actor, *, at: datetime, most: int) -> Claim:
    """Take up to ``most`` due messages of the actor's stores whose hours last; those of people who refused are closed.

    The claim is committed before anything is handed over, so that a crash afterwards leaves its trace.
    """
    assert MOVES.to("due", "claim") == "claimed"
    token = uuid4()
    names: dict[str, Any] = {
        "stores": list(by.store_ids),
        "group": by.group_id,
        "at": at,
        "most": most,
        "claim": token,
        "by": by.name,
    }
    with scope(by), connection.cursor() as cursor:
        cursor.execute(CLAIM, names)
        return Claim(token, cursor.fetchall())


def release(by: Actor, taken: Claim, *, at: datetime) -> int:
    """Give back what this worker has not begun to hand over."""
    with scope(by):
        mine = Message.objects.filter(claim=taken.token, state="claimed", store_id__in=by.store_ids)
        ids = list(mine.select_for_update(skip_locked=True).values_list("pk", flat=True))
        return len(step(by, ids, "release", at=at, claim=None))


def rescue(by: Actor, *, at: datetime) -> int:
    """Messages of workers that died while they held them go into quarantine: nobody knows whether they left.

    A message that is being handed over at this moment is locked by its worker and stays.
    """
    with scope(by):
        old = Message.objects.filter(state="claimed", claimed_at__lte=at - LEASE, store_id__in=by.store_ids)
        ids = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:1000])
        return len(step(by, ids, "doubt", at=at, code="worker_gone", ask_at=at))


def doubt_restored(by: Actor, *, at: datetime) -> int:
    """After a restore: what waited when the backup was made and should have left since is in doubt; answers how many."""
    with scope(by):
        rows = Message.objects.filter(store_id__in=by.store_ids).annotate(wanted=Coalesce("not_before", "created_at"))
        waiting = rows.filter(Q(state__in=("due", "claimed")) | Q(state="held", wanted__lte=at))
        return len(step(by, list(waiting.values_list("pk", flat=True)), "restore", at=at, code="restored", ask_at=at))


def expire(by: Actor, *, at: datetime) -> int:
    """Due messages whose hours have ended wait again, to be judged anew."""
    with scope(by):
        late = Message.objects.filter(state="due", until_at__lte=at, store_id__in=by.store_ids)
        ids = list(late.select_for_update(skip_locked=True).values_list("pk", flat=True)[:1000])
        return len(step(by, ids, "back", at=at, code="hours_over", due_at=None, until_at=None))
