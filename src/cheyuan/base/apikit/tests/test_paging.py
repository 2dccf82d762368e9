"""PLT-40: pages by cursor show every row once, in order, whatever the order is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.base.apikit.paging import PageIn, page
from cheyuan.base.tenancy.models import Region


@pytest.fixture
def regions(tenants):
    Region.objects.bulk_create(Region(group=tenants.group, name=f"{number % 3}-{number:02}") for number in range(17))
    return Region.objects.filter(group=tenants.group)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    limit=st.integers(1, 20),
    order=st.sampled_from([("id",), ("-id",), ("name", "id"), ("-name", "id"), ("group_id", "-id")]),
)
def test_plt_40_every_row_once_and_in_order(regions, limit, order):
    seen, cursor = [], ""
    while True:
        one = page(regions, PageIn(limit=limit, cursor=cursor), order)
        assert len(one["items"]) <= limit
        seen += [row.pk for row in one["items"]]
        cursor = one["next"]
        if not cursor:
            break
    assert seen == list(regions.order_by(*order).values_list("pk", flat=True))


def test_plt_40_rows_that_come_and_go_do_not_shift_a_page(regions):
    first = page(regions, PageIn(limit=5))
    first["items"][0].delete()
    second = page(regions, PageIn(limit=5, cursor=first["next"]))
    assert second["items"][0].pk == first["items"][-1].pk + 1
