"""PLT-60: tasks are found by their numbers in the one search box, by whoever may see them."""

import pytest

from cheyuan.base.search.queries import find
from cheyuan.base.tenancy.scope import scope

pytestmark = pytest.mark.django_db


def found(by, typed):
    with scope(by):
        return [(hit.kind, hit.object_id) for hit in find(by, typed)]


def test_plt_60_a_task_by_its_number(actor, task, tenants):
    boss = actor("care_manager")
    one = task("R09", store=tenants.store)
    for typed in (f"#{one.pk}", str(one.pk), f"＃{one.pk}"):
        assert ("task", one.pk) in found(boss, typed)
    assert ("task", one.pk) not in found(boss, f"#{one.pk + 1}")
    assert found(actor("care_manager", tenants.sister), f"#{one.pk}") == []
