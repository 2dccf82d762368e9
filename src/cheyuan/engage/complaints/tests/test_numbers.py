"""PLT-60: complaints are found by their numbers in the one search box, by whoever may see them."""

import pytest

from cheyuan.base.search.queries import find
from cheyuan.base.tenancy.scope import scope

pytestmark = pytest.mark.django_db


def found(by, typed):
    with scope(by):
        return [(hit.kind, hit.object_id) for hit in find(by, typed)]


def test_plt_60_a_complaint_by_its_number_or_the_end_of_it(boss, actor, taken, tenants):
    one = taken()
    for typed in (one.number, one.number.lower(), f" {one.number[-6:]} ", one.number[-4:]):
        assert ("complaint", one.pk) in found(boss, typed)
    for typed in (one.number[-3:], "T2020-000001", one.number[:-1]):
        assert ("complaint", one.pk) not in found(boss, typed)
    assert found(actor("general_manager", tenants.stranger), one.number) == []
    assert found(actor("technician"), one.number) == []
