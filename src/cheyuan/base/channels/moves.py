"""The one door through which a message changes its state, leaving a row of its history each time (P5, PLT-10)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.moves import Moves

MOVES = Moves({
    ("held", "plan"): "due", ("held", "wait"): "held", ("held", "drop"): "dropped", ("held", "merge"): "merged",
    ("held", "refuse"): "refused", ("due", "refuse"): "refused", ("claimed", "refuse"): "refused",
    ("held", "withdraw"): "withdrawn", ("due", "withdraw"): "withdrawn",
    ("due", "back"): "held", ("claimed", "back"): "held", ("due", "claim"): "claimed", ("claimed", "release"): "due",
    ("claimed", "send"): "sent", ("claimed", "fail"): "failed", ("claimed", "doubt"): "unknown",
    ("unknown", "find"): "sent", ("unknown", "miss"): "held", ("unknown", "fail"): "failed",
    ("claimed", "deliver"): "delivered", ("unknown", "deliver"): "delivered", ("sent", "deliver"): "delivered",
    ("held", "restore"): "unknown", ("due", "restore"): "unknown", ("claimed", "restore"): "unknown",
    ("sent", "bounce"): "failed", ("unknown", "bounce"): "failed", ("failed", "replay"): "held",
})  # fmt: skip
"""held: waits for its hour · due: may leave · claimed: one worker has it · sent, delivered · failed: surely not received ·
unknown: in quarantine, nobody knows · refused, dropped, merged, withdrawn: never leaves."""
STATES = tuple(sorted(MOVES.states))
FREEING = ("held", "failed", "refused", "withdrawn", "dropped", "merged")
"""States in which a message does not count as a contact of its household."""
COLUMNS = frozenset({
    "due_at", "until_at", "not_before", "their_id", "sent_at", "delivered_at", "claim", "claimed_at", "ask_at", "tries",
    "provider", "timed", "cost_fen",
})  # fmt: skip
MOVE = """
WITH moved AS (
  UPDATE channels_message SET state = %(state)s, code = %(code)s{columns}
  WHERE id = ANY(%(ids)s) AND store_id = ANY(%(stores)s) AND state = ANY(%(sources)s) RETURNING id, store_id
), freed AS (
  DELETE FROM channels_touch WHERE %(frees)s AND message_id IN (SELECT id FROM moved)
)
INSERT INTO channels_passage (store_id, message_id, step, state, at, code, by_name)
SELECT store_id, id, %(step)s, %(state)s, %(at)s, %(code)s, %(by)s FROM moved RETURNING message_id
"""


def step(by: Actor, ids: Sequence[int], name: str, *, at: datetime, code: str = "", **columns: Any) -> list[int]:
    """Let messages of the actor's stores take a step; answers those that were in a state where it is possible.

    ``columns`` are written in the same statement. Runs inside a scope.
    """
    if not ids:
        return []
    if not columns.keys() <= COLUMNS:
        raise ValueError(f"not a column of a step: {sorted(columns.keys() - COLUMNS)}")
    sources = MOVES.sources(name)
    state = MOVES.to(sources[0], name)
    names = {
        **columns, "state": state, "sources": sources, "step": name, "ids": list(ids), "stores": list(by.store_ids),
        "code": code[:60], "at": at, "by": by.name, "frees": state in FREEING,
    }  # fmt: skip
    written = "".join(f", {one} = %({one})s" for one in columns)
    with connection.cursor() as cursor:
        cursor.execute(MOVE.format(columns=written), names)
        return [id for (id,) in cursor.fetchall()]
