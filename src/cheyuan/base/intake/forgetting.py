"""Leftovers of imports that hold words of one person: refused values, samples, rows as they were before, rows kept for later."""

from collections.abc import Callable, Collection
from typing import Any

from cheyuan.base.intake import store
from cheyuan.base.intake.models import Batch, Before, Later, Trouble

Told = Callable[[Any], bool]


def forget(rows: Collection[tuple[str, int]], mentioned: Told) -> dict[str, int]:
    """Remove them in the stores in scope; ``rows`` are (table, id) of the person's records. Answers table → rows."""
    gone = {"intake_trouble": _values(mentioned), "intake_batch": _batches(mentioned)}
    former = Before.objects.values_list("pk", "table", "row_id", "row").iterator()
    found = [pk for pk, table, one, row in former if (table, one) in rows or mentioned(row)]
    gone["intake_before"] = Before.objects.filter(pk__in=found).delete()[0]
    later = [pk for pk, values in Later.objects.values_list("pk", "values").iterator() if mentioned(values)]
    gone["intake_later"] = Later.objects.filter(pk__in=later).delete()[0]
    return gone


def _values(mentioned: Told) -> int:
    rows = Trouble.objects.exclude(value=None).values_list("pk", "value", "facts")
    found = [pk for pk, value, facts in rows.iterator() if mentioned(value) or mentioned(facts)]
    return int(Trouble.objects.filter(pk__in=found).update(value=None, facts={}))


def _batches(mentioned: Told) -> int:
    """Samples of columns, and the file of refused rows when one of them is the person's."""
    count = 0
    for one in Batch.objects.exclude(samples=None, refused_file=""):
        sampled = mentioned(one.samples)
        refused = any(mentioned(line.decode(errors="replace")) for line in store.refused_lines(one))
        if refused:
            store.drop_after_commit(one, refused=True)
            one.refused_file = ""
        if sampled:
            one.samples = ""
        if sampled or refused:
            one.save(update_fields=["samples", "refused_file"])
            count += 1
    return count
