"""Held messages whose time has come, judged by the policy: planned, put off, merged or dropped, each with its reason."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models.functions import Coalesce

from cheyuan.base.channels.composing import weigh
from cheyuan.base.channels.models import Message
from cheyuan.base.channels.moves import MOVES
from cheyuan.base.channels.policy.judge import parameters, with_verdicts
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

BATCH = 2000
STEPS = {"go": "plan", "later": "wait", "merge": "merge", "drop": "drop"}
HELD = """
SELECT id, store_id, customer_id, purpose::text AS purpose, ARRAY[channel::text] AS wish, true AS addressed, address_key,
       coalesce(not_before, created_at) AS wanted, use_by
FROM channels_message WHERE state = 'held' AND store_id = ANY(%(stores)s) AND coalesce(not_before, created_at) <= %(at)s
ORDER BY coalesce(not_before, created_at), id LIMIT %(most)s FOR UPDATE SKIP LOCKED
"""
WRITE = """
, moved AS (
  UPDATE channels_message m SET
    state = CASE v.verdict WHEN 'go' THEN 'due' WHEN 'later' THEN 'held' WHEN 'merge' THEN 'merged'
            ELSE CASE WHEN v.code = 'refused' THEN 'refused' ELSE 'dropped' END END,
    phone_key = coalesce(v.phone_key, m.phone_key), timed = v.timed, code = v.code,
    due_at = CASE WHEN v.verdict = 'go' THEN v.at END, until_at = CASE WHEN v.verdict = 'go' THEN v.until END,
    not_before = CASE WHEN v.verdict = 'later' THEN v.at ELSE m.not_before END,
    into_id = CASE WHEN v.verdict = 'merge' THEN v.lead END
  FROM verdicts v WHERE m.id = v.id AND m.state = 'held'
  RETURNING m.id, m.store_id, m.state, m.code, m.timed, m.purpose, m.channel, m.into_id, v.verdict, v.household
), touched AS (
  INSERT INTO channels_touch (group_id, household, purpose, channel, at, message_id)
  SELECT %(group)s, household, purpose, channel, %(at)s, id FROM moved WHERE state = 'due' AND household IS NOT NULL
), told AS (
  INSERT INTO channels_passage (store_id, message_id, step, state, at, code, by_name)
  SELECT store_id, id, CASE verdict WHEN 'go' THEN 'plan' WHEN 'later' THEN 'wait' WHEN 'merge' THEN 'merge'
      ELSE CASE WHEN state = 'refused' THEN 'refuse' ELSE 'drop' END END,
    state, %(at)s, CASE WHEN verdict IN ('go', 'later') THEN timed ELSE code END, %(by)s FROM moved
)
SELECT id, verdict, into_id FROM moved
"""


def plan(by: Actor, *, at: datetime, most: int = BATCH) -> Counter[str]:
    """Judge up to ``most`` held messages of the actor's stores whose time has come; answers how many of each verdict.

    One judge at a time in a group, so that two cannot both spend the last contact of a household's budget.
    """
    assert all(MOVES.to("held", step) for step in STEPS.values())
    with scope(by):
        rows = Message.objects.filter(state="held", store_id__in=by.store_ids)
        if not rows.annotate(wanted=Coalesce("not_before", "created_at")).filter(wanted__lte=at).exists():
            return Counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('channels.plan', %s))", [by.group_id])
            if cursor.fetchone() != (True,):
                return Counter()
            names = {**parameters(by.group_id, by.store_ids, at), "most": most, "by": by.name}
            cursor.execute(f"WITH {with_verdicts(HELD)}{WRITE}", names)
            rows = cursor.fetchall()
        _join((id, lead) for id, verdict, lead in rows if verdict == "merge")
    return Counter(verdict for _, verdict, _ in rows)


def _join(merged: Iterable[tuple[int, int]]) -> None:
    """The words of merged messages go into the one that leads: one conversation for one household."""
    into: dict[int, list[int]] = {}
    for id, lead in merged:
        into.setdefault(lead, []).append(id)
    words = dict(Message.objects.filter(pk__in=[id for ids in into.values() for id in ids]).values_list("pk", "text"))
    for lead in Message.objects.filter(pk__in=into):
        lead.text = "\n".join(dict.fromkeys([str(lead.text), *(str(words[id]) for id in sorted(into[lead.pk]))]))
        lead.template_id = None
        weighed = weigh(lead.store_id, lead.channel, lead.purpose, lead.text)
        lead.parts, lead.cost_fen = weighed.parts, weighed.fen
        lead.save(update_fields=["text", "template_id", "parts", "cost_fen"])
