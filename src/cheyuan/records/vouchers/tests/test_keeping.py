"""PLT-22: the words of vouchers go when their time is over; what can still be used keeps them."""

from datetime import timedelta

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.records.vouchers import actions
from cheyuan.records.vouchers.leftovers import KEEPING
from cheyuan.records.vouchers.models import Grant
from cheyuan.records.vouchers.tests.conftest import house, terms

pytestmark = pytest.mark.django_db


def test_plt_22_words_of_used_vouchers_go_after_three_years(actor, person, fresh, tenants):
    by = actor("care_manager")
    used, waits = (actions.give(by, person().pk, terms(words="老客户"), at=now()) for _ in range(2))
    actions.use(actor("front_desk"), used.code, "RO-1001", at=now())
    store, day = house(tenants.store), timedelta(days=1)
    assert KEEPING.remove(store, now() - day, now()) == 0
    assert fresh(used).used_for == "RO-1001"
    assert KEEPING.remove(store, now() + day, now()) == 2
    assert fresh(used).used_for == ""
    with scope(by):
        words = dict(Grant.objects.values_list("pk", "words"))
    assert words == {used.grant_id: "", waits.grant_id: "老客户"}
