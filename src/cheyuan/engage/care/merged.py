"""When two files of one person are merged (PPL-07): of two open tasks for the same matter one is enough."""

from cheyuan.records.duplicates.merging import Move

REASON = "merged"
TWICE = """
SELECT g.id FROM care_task g JOIN care_task k ON k.store_id = g.store_id AND k.rule = g.rule AND k.subject_kind = 'customer'
  AND k.subject_id = %(kept)s AND k.cycle = g.cycle
WHERE g.store_id = %(store)s AND g.subject_kind = 'customer' AND g.subject_id = %(gone)s AND g.state = 'open'"""


def settle(move: Move) -> None:
    """The open task of the file that goes is closed where the kept file has the same one, open or not."""
    ids = [pk for (pk,) in move.ask(TWICE)]
    move.change("care_task", ids, state="closed", reason=REASON, closed_at=move.at, updated_at=move.at)
