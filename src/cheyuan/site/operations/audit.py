"""Do the ends of the audit chains still agree with their newest rows? Cheap enough for every scrape; ``verify`` reads all."""

from collections import defaultdict

from django.apps import apps
from django.db import connection
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system

BROKEN = """
SELECT count(*) FROM journal_audithead h
LEFT JOIN journal_auditentry e ON e.chain = h.chain AND e.seq = h.seq
WHERE h.chain = ANY(%s) AND h.seq > 0 AND e.hash IS DISTINCT FROM h.hash
"""


def heads_ok() -> float:
    """1 when every chain ends where its head says, else 0."""
    scope = import_string("cheyuan.base.tenancy.scope.scope")
    stores: dict[int, list[int]] = defaultdict(list)
    for group, store in apps.get_model("tenancy", "Store").objects.values_list("group_id", "pk"):
        stores[group].append(store)
    broken = 0
    for group, own in stores.items():
        with scope(system(group, tuple(own), name="metrics")), connection.cursor() as cursor:
            cursor.execute(BROKEN, [[*own, -group]])
            broken += cursor.fetchone()[0]
    return float(not broken)
