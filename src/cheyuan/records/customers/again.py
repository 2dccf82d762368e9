"""After a restore: whoever was erased since the backup is erased again."""

from datetime import datetime

from cheyuan.base.tenancy.models import Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.records.customers import erased, subject
from cheyuan.records.customers.models import Customer


def erase_again(at: datetime) -> int:
    """Every file remembered as erased that is there again; answers how many."""
    count, known = 0, dict(Store.objects.values_list("id", "group_id"))
    for line in {(one["group"], one["store"], one["customer"]): one for one in erased.lines()}.values():
        if known.get(line["store"]) != line["group"]:
            continue
        by = system(line["group"], (line["store"],), name="restore")
        with scope(by):
            there = Customer.objects.filter(pk=line["customer"], erased_at=None).exists()
        if there:
            subject.erase(by, line["customer"], at=at, reason="replayed")
            count += 1
    return count
